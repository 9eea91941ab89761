#!/bin/sh
# The console with its sources as they are, at http://localhost:5173/console/, over the API of a running server:
#   scripts/console-dev.sh [https://localhost:9443]
set -eu
cd "$(dirname "$0")/.."
JOINERY_ADMIN=${1:-https://localhost:9443} exec bin/node node_modules/vite/bin/vite.js console
