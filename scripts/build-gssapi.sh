#!/bin/sh
# Builds build/gssapi.node from src/gssapi/gssapi.c with the headers of the pinned Node. Does nothing when it is up to date.
#   --asan   builds build/gssapi-asan.node with AddressSanitizer and UndefinedBehaviorSanitizer, for scripts/fuzz-gssapi.sh
set -eu
cd "$(dirname "$0")/.."
source=src/gssapi/gssapi.c
target=build/gssapi.node
hardening='-O2 -fstack-protector-strong -D_FORTIFY_SOURCE=2'
if [ "${1:-}" = --asan ]; then
  target=build/gssapi-asan.node
  hardening='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined'
fi
if [ -e "$target" ] && [ "$target" -nt "$source" ] && [ "$target" -nt "$0" ]; then exit 0; fi
case "$(uname -m)" in
  x86_64) arch=x64 ;;
  aarch64) arch=arm64 ;;
  *) echo "error: joinery runs on Linux x64 and arm64; this machine is $(uname -m)" >&2; exit 3 ;;
esac
headers=node_modules/node-linux-$arch/include/node
if ! command -v krb5-config >/dev/null || ! command -v cc >/dev/null || [ ! -e "$headers/node_api.h" ]; then
  echo "error: building the Kerberos binding needs cc, libkrb5-dev and the pinned Node" >&2
  echo "hint: run scripts/setup.sh, which installs them" >&2
  exit 3
fi
mkdir -p build
# shellcheck disable=SC2046,SC2086
cc -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror $hardening -fPIC -shared -fvisibility=hidden -Wl,-z,relro,-z,now \
  -isystem "$headers" "$source" -o "$target.$$" $(krb5-config --cflags --libs gssapi)
mv "$target.$$" "$target"
