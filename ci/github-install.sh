#!/usr/bin/env bash
# GitHub action, first step: install postmortem from the action's own checkout into an environment of its
# own, so that the job's Python stays as it is.
#
# Reads GITHUB_ACTION_PATH and RUNNER_TEMP. Exit codes: 0 installed, 2 the job's Python is too old.
set -euo pipefail

work=$RUNNER_TEMP/postmortem-check
mkdir -p "$work"
# "python -m" takes modules from the current folder first, and that is the pull request's: leave it
cd "$work"

if ! python3 -I -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "postmortem needs Python 3.11 or newer; put a step with actions/setup-python before this one"
  exit 2
fi
python3 -I -m venv venv

# What this commit was tested with, each file by its hash; then the checkout itself, which brings nothing more.
pip=(venv/bin/python -I -m pip install --quiet --disable-pip-version-check)
"${pip[@]}" --require-hashes --requirement "$GITHUB_ACTION_PATH/requirements-run.lock"
"${pip[@]}" --no-deps --no-build-isolation "$GITHUB_ACTION_PATH"
