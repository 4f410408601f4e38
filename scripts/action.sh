#!/usr/bin/env bash
# The check step of our GitHub Action (action.yml): one check, told as annotations in the log, as a job summary, and as
# SARIF when that is asked for. Comes in: PATHS and ARGS (one a line), FORMAT, FAIL_ON, SARIF_FILE, ACTION (the folder of
# the action), and what GitHub sets. Goes out: outputs, and the exit status of the check.
set -uo pipefail

bound_tokens() { node "$ACTION/dist/cli.js" "$@"; }

# Lines, so that a word may hold spaces; none that are empty.
words() { printf '%s\n' "$1" | sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d'; }
paths=()
while IFS= read -r line; do paths+=("$line"); done < <(words "$PATHS")
args=()
while IFS= read -r line; do args+=("$line"); done < <(words "$ARGS")

report=$(mktemp "${RUNNER_TEMP:-/tmp}/bound-tokens-XXXXXX")
bound_tokens check ${args[@]+"${args[@]}"} --format json --output "$report" --fail-on "$FAIL_ON" -- ${paths[@]+"${paths[@]}"}
status=$?
# Used wrongly: there is no report, and standard error has said why.
[ -s "$report" ] || exit "$status"

# Told already: the status of these is no news.
tell() { bound_tokens merge "$report" --fail-on never --no-suppressed "$@" 2>/dev/null; }
count_problems() {
  node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).findings.filter((one) => !one.suppressed).length' "$report"
}
tell --format "$FORMAT"

{
  echo '## Bound Tokens'
  echo
  echo '```text'
  # GitHub takes no more than a megabyte.
  tell --no-color | head -c 900000
  echo
  echo '```'
} >>"${GITHUB_STEP_SUMMARY:-/dev/null}"

{
  echo "report=$report"
  echo "problems=$(count_problems)"
  if [ -n "$SARIF_FILE" ]; then
    tell --format sarif --output "$SARIF_FILE"
    case $SARIF_FILE in
      /*) echo "sarif-file=$SARIF_FILE" ;;
      *) echo "sarif-file=$PWD/$SARIF_FILE" ;;
    esac
  fi
} >>"${GITHUB_OUTPUT:-/dev/null}"

exit "$status"
