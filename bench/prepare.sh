#!/usr/bin/env bash
# Prepares the benchmarks: makes the streams, builds the C reference and the server on Pion. If one of
# the two cannot be built, a message says so, and its figures are missing in the report.
#
#   prepare.sh MATERIAL_SECONDS [KILOBITS]
set -euo pipefail
cd "$(dirname "$0")"

seconds=$1
mkdir -p target

say() { printf 'sluice: %s\n' "$*" >&2; }

if ! command -v ffmpeg >/dev/null; then
  say "ffmpeg is needed to make the streams (apt-get install ffmpeg)"
  exit 1
fi
if ! command -v taskset >/dev/null || [ "$(nproc)" -lt 2 ]; then
  say "taskset (util-linux) and two cores are needed: one for the server, one for its viewers"
  exit 1
fi
say "making streams of $seconds s; the first time takes a minute ..."
./material.sh target/material "$seconds" ${2:+"$2"}

if ! cc -O2 -Wall -Wextra -std=c17 -o target/floor c/floor.c -lcrypto 2>target/floor-build.log; then
  rm -f target/floor
  say "the C reference is left out: it needs a C compiler and OpenSSL (apt-get install gcc libssl-dev)"
fi

if ! command -v go >/dev/null; then
  rm -f target/peer
  say "the server on Pion is left out: it needs Go (apt-get install golang)"
elif ! (cd peer && go build -o ../target/peer .) 2>target/peer-build.log; then
  rm -f target/peer
  say "the server on Pion is left out: its build failed, see bench/target/peer-build.log"
fi
