#!/usr/bin/env bash
# Builds the clients of the tests, at the versions pinned beside this script: Python environments with
# aiortc and with pytrickle, players from npm bundled for a page, and a program on Pion. Clients that
# are up to date are not built again.
#
#   build.sh FOLDER
set -euo pipefail

target=$1
mkdir -p "$target"
target=$(cd "$target" && pwd)
cd "$(dirname "$0")"

say() { printf 'sluice: %s\n' "$*" >&2; }

# True if $1 was made from the present files of the folder $2.
is_made() {
  [ -e "$target/$1" ] && [ "$(cat "$target/$2.made" 2>/dev/null)" = "$(sum "$2")" ]
}

made() { sum "$1" >"$target/$1.made"; }

sum() { find "$1" -type f -exec cksum {} + | sort; }

if ! is_made aiortc/bin/python aiortc; then
  say "installing aiortc and its libraries from PyPI (pip, into target/clients) ..."
  rm -rf "$target/aiortc"
  /usr/bin/python3 -m venv "$target/aiortc"
  "$target/aiortc/bin/pip" install --quiet --disable-pip-version-check --requirement aiortc/requirements.txt
  made aiortc
fi

if ! is_made trickle/bin/python trickle; then
  say "installing pytrickle and aiohttp from PyPI (pip, into target/clients) ..."
  rm -rf "$target/trickle"
  /usr/bin/python3 -m venv "$target/trickle"
  "$target/trickle/bin/pip" install --quiet --disable-pip-version-check --requirement trickle/requirements.txt
  "$target/trickle/bin/pip" install --quiet --disable-pip-version-check --no-deps pytrickle==0.1.6
  made trickle
fi

if ! is_made npm/players.bundle.js npm; then
  say "installing and bundling players from npm (npm ci, into target/clients) ..."
  rm -rf "$target/npm"
  mkdir "$target/npm"
  cp npm/package.json npm/package-lock.json npm/players.js "$target/npm"
  (cd "$target/npm" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run --silent build) >&2
  made npm
fi

if ! is_made pion pion; then
  say "building a client on Pion from Go modules (go build, into target/clients) ..."
  (cd pion && go build -trimpath -o "$target/pion" .)
  made pion
fi
