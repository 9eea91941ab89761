#!/bin/sh
# npm run check: everything that needs no network, no lab and no server. Under a minute.
#   scripts/check.sh types     only types and lint
set -eu
cd "$(dirname "$0")/.."
node_modules/.bin/tsc -p tsconfig.json &
types=$!
node_modules/.bin/biome check --error-on-warnings . &
lint=$!
status=0
if [ "${1:-}" != types ]; then
  # One process for all of them: starting one for each file costs three times what the tests do. npm test runs them apart.
  bin/node --test --test-isolation=none --test-reporter=dot \
    'tests/tree/**/*.test.ts' 'tests/unit/**/*.test.ts' 'tests/conformance/**/*.test.ts' 'tests/cli/**/*.test.ts' || status=$?
fi
wait $types || status=1
wait $lint || status=1
exit $status
