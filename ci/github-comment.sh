#!/usr/bin/env bash
# GitHub action, third step: keep one comment with the report on the pull request.
#
# Reads GH_TOKEN, PULL_REQUEST (its number, empty outside of one), HEAD_REPOSITORY, REPORT, CHECKED (how
# many postmortems the change touches), GITHUB_REPOSITORY, GITHUB_SERVER_URL and RUNNER_TEMP. A comment
# that cannot be written is said in the log and never fails the job: exit code 0.
set -euo pipefail
# shellcheck source=ci/github-log.sh
source "$(dirname "${BASH_SOURCE[0]}")/github-log.sh"

work=$RUNNER_TEMP/postmortem-check
export GH_HOST=${GITHUB_SERVER_URL#*://}
export GH_ENTERPRISE_TOKEN=$GH_TOKEN # the name that gh reads for a server of one's own

# Say why there is no comment, and stop.
leave() {
  echo "No comment was written: $1"
  exit 0
}

# The host refused a call: show the reason it gave, and what to do about it.
refused() {
  fenced <"$work/refusal"
  if [[ $HEAD_REPOSITORY != "$GITHUB_REPOSITORY" ]]; then
    leave "this pull request comes from a fork, so its token may only read. The annotations and the job summary say the same."
  fi
  leave "the host refused it. Does the job have the permission 'pull-requests: write'? The annotations and the job summary say the same."
}

if [[ -z $PULL_REQUEST ]]; then leave "this run does not belong to a pull request."; fi
if ! command -v gh >/dev/null; then leave "the command gh is not installed on this runner."; fi

# shellcheck disable=SC2016 # the dollar signs belong to the query
query='query($owner: String!, $name: String!, $number: Int!, $endCursor: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      comments(first: 100, after: $endCursor) {
        nodes { databaseId body viewerDidAuthor }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}'
gh api graphql --paginate -f query="$query" -f owner="${GITHUB_REPOSITORY%%/*}" \
  -f name="${GITHUB_REPOSITORY#*/}" -F number="$PULL_REQUEST" \
  >"$work/comments.json" 2>"$work/refusal" || refused
comment=$("$work/venv/bin/python" -I "$(dirname "${BASH_SOURCE[0]}")/own_comment.py" <"$work/comments.json")

if [[ -n $comment ]]; then
  gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$comment" \
    -F body="@$REPORT" >"$work/answer.json" 2>"$work/refusal" || refused
  echo "The comment on the pull request is up to date."
elif [[ $CHECKED -eq 0 ]]; then
  leave "the pull request changes no postmortem."
else
  gh api --method POST "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments" \
    -F body="@$REPORT" >"$work/answer.json" 2>"$work/refusal" || refused
  echo "A comment was added to the pull request."
fi
