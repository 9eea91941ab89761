#!/bin/sh
# Fuzzes the Kerberos binding under AddressSanitizer with mutated real tokens, against a lab domain, in 512 MiB.
#   scripts/fuzz-gssapi.sh [COUNT] [SEED]
set -eu
cd "$(dirname "$0")/.."
scripts/build-gssapi.sh --asan
# Node's own allocations never end before it does, so leaks are watched by the memory limit and not by LeakSanitizer.
ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16:hard_rss_limit_mb=512:abort_on_error=1:disable_coredump=1 \
  UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 \
  LD_PRELOAD="$(cc -print-file-name=libasan.so) $(cc -print-file-name=libubsan.so)" \
  exec bin/node scripts/fuzz-gssapi.ts "$@"
