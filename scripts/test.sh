#!/bin/sh
# npm test: sets up what is missing, then every test, none skipped, then looks for anything they left behind.
#   scripts/test.sh [--yes] [FILE...]     with files: only those
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
cd "$root"

setup=''
if [ "${1:-}" = --yes ]; then setup=--yes; shift; fi
scripts/setup.sh $setup test
# A domain controller listens on ports only root may open.
if [ "$(id -u)" != 0 ]; then exec sudo -- "$root/scripts/test.sh" "$@"; fi

if [ $# = 0 ]; then
  scripts/check.sh types
  # shellcheck disable=SC2046 # one argument per file; our names have no blanks
  set -- $(find tests -name '*.test.ts' -not -path '*/node_modules/*' | sort)
fi

# ---- what must look the same afterwards ----

# Temporary files go to a folder of this run, so that whatever is left in it was left by us. Others may pass through it:
# PostgreSQL runs as a user of its own.
temporary=$(mktemp -d "${TMPDIR:-/tmp}/joinery-test.XXXXXX")
chmod 711 "$temporary"
trap 'rm -rf "$temporary"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
results=$temporary/results.tap
run=$$-$(date +%s)

list_processes() { env -u JOINERY_TEST_RUN grep -lsa "JOINERY_TEST_RUN=$run" /proc/[0-9]*/environ | cut -d/ -f3; }
list_addresses() { bin/node -p 'Object.values(os.networkInterfaces()).flat().map((at) => at.cidr).sort().join("\n")'; }
# Where Samba, Kerberos and PostgreSQL would write if a setting of ours went missing.
list_files() {
  find /var/lib/samba /var/cache/samba /var/log/samba /run/samba /etc/samba /etc/krb5* 2>/dev/null || true
  find /tmp /var/tmp -maxdepth 1 \( -name '*krb5*' -o -name '*rcache*' -o -name '.s.PGSQL*' \)
}
addresses=$(list_addresses)
files=$(list_files | sort)

status=0
TMPDIR=$temporary JOINERY_TEST_RUN=$run bin/node --test --test-concurrency="$(nproc)" --test-timeout=600000 \
  --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=tap --test-reporter-destination="$results" "$@" || status=$?

# ---- what is left ----

count() { sed -n "s/^# $1 //p" "$results" | tail -1; }
passed=$(count pass)
failed=$(($(count tests) - passed))
for kind in skipped todo; do
  [ "$(count $kind)" = 0 ] || echo "error: $(count $kind) tests are $kind: here every test runs, or is deleted"
done

tries=0
while [ -n "$(list_processes)" ] && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
left=$(
  for process in $(list_processes); do
    echo "process $process: $(tr '\0' ' ' <"/proc/$process/cmdline" 2>/dev/null)"
  done
  list_addresses | grep -vxF "$addresses" | sed 's/^/address /'
  list_files | sort | grep -vxF "${files:-none}" | sed 's/^/file /'
  find "$temporary" -mindepth 1 -maxdepth 1 -not -path "$results" | sed 's/^/temporary file /'
) || true
if [ -z "$left" ]; then
  echo 'left behind: no process, no address, no file'
  passed=$((passed + 1))
else
  printf 'error: left behind by the tests:\n%s\n' "$left"
  failed=$((failed + 1))
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$status" = 0 ]
