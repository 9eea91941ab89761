#!/bin/sh
# npm run fuzz: hostile input in earnest. COUNT mutated requests against a real server within a fixed memory limit, COUNT texts against
# the expression language, COUNT tokens against the Kerberos binding under AddressSanitizer.
#   scripts/fuzz.sh [COUNT] [SEED]     100,000 and a seed of the day
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
cd "$root"
count=${1:-100000}
seed=${2:-$(date +%Y%m%d)}
scripts/setup.sh test >&2
# A domain controller listens on ports only root may open.
if [ "$(id -u)" != 0 ]; then exec sudo -- "$root/scripts/fuzz.sh" "$count" "$seed"; fi
echo "seed $seed"
echo "requests through the listener:"
bin/node --disable-warning=ExperimentalWarning scripts/fuzz-server.ts "$count" "$seed"
echo "expressions:"
EXPRESSION_FUZZ_RUNS=$count bin/node --test --test-reporter=spec tests/unit/expression/hostile-input.test.ts
echo "tokens under AddressSanitizer:"
scripts/fuzz-gssapi.sh "$count" "$seed"
