#!/bin/sh
# npm run check: everything that needs no network, no lab and no server. Under a minute.
#   scripts/check.sh types     only types and lint
set -eu
cd "$(dirname "$0")/.."
node_modules/.bin/tsc -p tsconfig.json &
types=$!
node_modules/.bin/biome check --error-on-warnings . &
lint=$!
wait $types; wait $lint
[ "${1:-}" != types ] || exit 0
exec bin/node --test --test-reporter=dot 'tests/tree/**/*.test.ts' 'tests/unit/**/*.test.ts' 'tests/conformance/**/*.test.ts' 'tests/cli/**/*.test.ts'
