#!/bin/sh
# npm run demo: sets up what is missing, then starts the demonstration. `--yes` is for the set-up, the rest for the demo.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
setup=''
for argument in "$@"; do
  shift
  case "$argument" in
    --yes) setup=--yes ;;
    *) set -- "$@" "$argument" ;;
  esac
done
"$root/scripts/setup.sh" $setup runtime
if [ "$(id -u)" = 0 ]; then exec "$root/bin/joinery" demo "$@"; fi
# A domain controller listens on ports only root may open.
command -v sudo >/dev/null || { echo "error: run it as root, or install sudo" >&2; exit 3; }
exec sudo -- "$root/bin/joinery" demo "$@"
