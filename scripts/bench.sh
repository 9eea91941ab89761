#!/bin/sh
# npm run bench: sets up what is missing, then measures. `--yes` is for the set-up, the rest for bench/main.ts.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
cd "$root"
setup=''
for argument in "$@"; do
  shift
  case "$argument" in
    --yes) setup=--yes ;;
    *) set -- "$@" "$argument" ;;
  esac
done
scripts/setup.sh $setup test >&2
# A domain controller listens on ports only root may open.
if [ "$(id -u)" != 0 ]; then exec sudo -- bin/node --disable-warning=ExperimentalWarning bench/main.ts "$@"; fi
exec bin/node --disable-warning=ExperimentalWarning bench/main.ts "$@"
