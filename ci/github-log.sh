# shellcheck shell=bash
# Sourced by the scripts of the GitHub action: what others wrote, printed so that the runner obeys none of it.

# Print standard input, if there is any; a line in it that reads like a workflow command stays a line.
# All of it goes to one stream, because the runner reads the other one at its own pace.
fenced() {
  local text token
  text=$(cat)
  if [[ -z $text ]]; then return; fi
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "::stop-commands::$token"
  printf '%s\n' "$text"
  echo "::$token::"
}
