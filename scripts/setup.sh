#!/bin/sh
# Installs what a fresh Debian with Swift lacks to build funnel: git, libgit2's development files (PCRE2, zlib,
# http-parser and mbedTLS come with them), libdeflate's, libidn2's with libunistring's and, for checks and pages,
# python3, jq and ssh-keygen.
# Does nothing when all is there.
set -eu

has_package() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing=
for package in git libgit2-dev libpcre2-dev zlib1g-dev libhttp-parser-dev libmbedtls-dev libdeflate-dev \
  libidn2-dev libunistring-dev python3 jq openssh-client; do
  case $package in
    # Any will do, wherever it came from.
    git | python3 | jq) command -v "$package" >/dev/null 2>&1 && continue ;;
  esac
  has_package "$package" || missing="$missing $package"
done

if [ -n "$missing" ]; then
  command -v apt-get >/dev/null 2>&1 || {
    echo "funnel is built on Debian 12, and this system has no apt-get. Needed:$missing" >&2
    exit 1
  }
  root=
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || {
      echo "Run this once as root, then try again: apt-get install$missing" >&2
      exit 1
    }
    root=sudo
  fi
  echo "Installing$missing"
  $root apt-get update -q
  # shellcheck disable=SC2086 # a list of names
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
fi

command -v swift >/dev/null 2>&1 || {
  echo "Swift is not there. Install Swift 6.2 or later: https://www.swift.org/install/linux/" >&2
  exit 1
}
