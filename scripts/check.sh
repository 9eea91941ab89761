#!/bin/sh
# npm run check: everything that needs no network, no lab and no server. Under a minute on two cores.
#   scripts/check.sh types     only types and lint
set -eu
cd "$(dirname "$0")/.."

node_modules/.bin/tsc -p tsconfig.json &
types=$!
node_modules/.bin/tsc -p console &
console=$!
node_modules/.bin/biome check --error-on-warnings . &
lint=$!

# One process for many files: starting one for each costs three times what the tests do. npm test runs them apart.
run_tests() { bin/node --test --test-isolation=none --test-force-exit --test-timeout=60000 --test-reporter=dot "$@"; }

status=0
if [ "${1:-}" != types ]; then
  # Two at a time, of about the same length; a new folder falls to the second. Simulator and storage, with threads and processes of
  # their own, cost the others twice their time in one process.
  one='' two='' three=''
  for folder in tests/tree tests/conformance tests/cli tests/unit/*; do
    case "$folder" in
      tests/tree | tests/cli | tests/unit/cli | tests/unit/config | tests/unit/d* | tests/unit/e* | tests/unit/http | tests/unit/protocol) one="$one $folder/**/*.test.ts" ;;
      tests/unit/s*) three="$three $folder/**/*.test.ts" ;;
      *) two="$two $folder/**/*.test.ts" ;;
    esac
  done
  set -f # the patterns are Node's to expand
  first=$(mktemp)
  trap 'rm -f "$first"' EXIT
  # shellcheck disable=SC2086
  run_tests $one >"$first" 2>&1 &
  half=$!
  # shellcheck disable=SC2086
  run_tests $two || status=1
  # shellcheck disable=SC2086
  run_tests $three || status=1
  wait $half || status=1
  cat "$first"
fi
wait $types || status=1
wait $console || status=1
wait $lint || status=1
exit $status
