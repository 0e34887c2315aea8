#!/bin/sh
# Makes sure that what the build needs is here: Swift 6.2 or later and the headers of libzstd.
set -eu

if ! command -v swift >/dev/null 2>&1; then
  echo "offramp needs Swift 6.2 or later: see https://www.swift.org/install" >&2
  exit 1
fi

# The headers are enough to ask for: the library itself comes with them on every distribution.
if echo '#include <zstd.h>' | "${CC:-cc}" -E - >/dev/null 2>&1 || [ -f /usr/include/zstd.h ]; then
  exit 0
fi

if ! command -v apt-get >/dev/null 2>&1; then
  echo "offramp needs the headers of libzstd (Fedora: libzstd-devel, Alpine: zstd-dev, Arch: zstd). Install them and run make again." >&2
  exit 1
fi

if [ "$(id -u)" -eq 0 ]; then as_root=""; else as_root="sudo"; fi
echo "installing libzstd-dev with apt-get${as_root:+ (with sudo)}"
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends libzstd-dev >/dev/null
