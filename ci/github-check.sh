#!/usr/bin/env bash
# GitHub action, second step: check, annotate the lines of the pull request, write the job's summary.
#
# Reads BASE, STRICT, ARCHIVE and BASELINE (the action's inputs), GITHUB_BASE_REF and RUNNER_TEMP. Writes
# to GITHUB_STEP_SUMMARY, and to GITHUB_OUTPUT: code, findings, checked, report, sarif. Findings do not
# fail this step, so that the comment is still written; the last step fails with "code".
# Exit codes: 0 checked, 2 misuse.
set -euo pipefail
# shellcheck source=ci/github-log.sh
source "$(dirname "${BASH_SOURCE[0]}")/github-log.sh"

work=$RUNNER_TEMP/postmortem-check
arguments=(check)
if [[ -n $BASE ]]; then
  arguments+=("--changed=$BASE")
elif [[ -n ${GITHUB_BASE_REF:-} ]]; then
  arguments+=(--changed)
fi
case $STRICT in
  true) arguments+=(--strict) ;;
  false) ;;
  *)
    echo "the input strict is either true or false"
    exit 2
    ;;
esac
if [[ -n $ARCHIVE ]]; then arguments+=(--archive "$ARCHIVE"); fi
if [[ -n $BASELINE ]]; then arguments+=(--baseline "$BASELINE"); fi

# Write the check in one more format to a file; it must come to the same result as the first.
write_as() {
  local outcome=0
  "$work/venv/bin/postmortem" "${arguments[@]}" --format "$1" >"$2" 2>"$work/messages" || outcome=$?
  if ((outcome != code)); then
    fenced <"$work/messages"
    return 1
  fi
}

code=0
"$work/venv/bin/postmortem" "${arguments[@]}" --format github 2>"$work/messages" || code=$?
fenced <"$work/messages" # it may quote names from the pull request
if ((code > 1)); then
  if [[ $(git rev-parse --is-shallow-repository) == true ]]; then
    echo "This checkout has only a part of the history: give actions/checkout the input fetch-depth: 0"
  fi
  exit "$code"
fi

write_as json "$work/report.json"
counts=$("$work/venv/bin/python" -I "$(dirname "${BASH_SOURCE[0]}")/counts.py" <"$work/report.json")
write_as markdown "$work/report.md"
write_as sarif "$work/report.sarif"
cat "$work/report.md" >>"$GITHUB_STEP_SUMMARY"
{
  echo "code=$code"
  echo "report=$work/report.md"
  echo "sarif=$work/report.sarif"
  echo "$counts"
} >>"$GITHUB_OUTPUT"
