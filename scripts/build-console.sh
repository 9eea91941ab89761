#!/bin/sh
# Builds build/console from console/. Does nothing when neither its sources nor the locked packages have changed.
set -eu
cd "$(dirname "$0")/.."
stamp=$(
  {
    find console -type f -print0 | sort -z | xargs -0 sha256sum
    sha256sum package-lock.json scripts/build-console.sh
  } | sha256sum
)
if [ "$(cat build/console.stamp 2>/dev/null)" = "$stamp" ]; then exit 0; fi
mkdir -p build
# Two builds at once would empty each other's folder.
exec 9<console
flock 9
if [ "$(cat build/console.stamp 2>/dev/null)" = "$stamp" ]; then exit 0; fi
bin/node node_modules/vite/bin/vite.js build console --logLevel warn
printf '%s\n' "$stamp" >build/console.stamp
