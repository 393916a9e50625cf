#!/bin/bash
# Emscripten and the Catch2 source on Debian 12, whose own emscripten (3.1.6) is too old. Debian 13's packages are fetched from
# the mirror that this machine's apt already uses, checked by apt against Debian's keys, and unpacked into one folder of the
# project: nothing is installed into the system, no root needed.
# usage: debian12.sh emscripten|catch2 FOLDER
set -euo pipefail
part=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
read -r mirror < <(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' 'Origin: Debian' 'Codename: bookworm') || true
[ -n "$mirror" ] || { echo 'apt knows no mirror of Debian 12 (bookworm); run apt-get update once' >&2; exit 1; }

scratch=$folder/.download-$part
new=$scratch/new
rm -rf "$scratch"
mkdir -p "$new" "$scratch"/{lists/partial,cache/archives/partial,packages}
trap 'rm -rf "$scratch"' EXIT

# apt-get with lists and cache of its own in the scratch folder, so that the system's are not touched
own_apt() {
  apt-get -qq -o Dir::Etc::sourcelist="$scratch/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$scratch/lists" -o Dir::Cache="$scratch/cache" -o APT::Sandbox::User=root \
    -o Acquire::Languages=none -o Acquire::Retries=3 "$@"
}

unpack_emscripten() {
  echo "deb [signed-by=$keyring] $mirror trixie main" > "$scratch/sources.list"
  own_apt update
  (cd "$scratch/packages"
   own_apt download emscripten=3.1.69+dfsg-3 binaryen=120-4 libc6/trixie libstdc++6/trixie libgcc-s1/trixie)

  mkdir -p "$new/emscripten" "$new/binaryen"/{bin,root}
  # Without the LTO, PIC and threaded variants of the system libraries: 0.3 GB instead of 1.6
  dpkg-deb --fsys-tarfile "$scratch"/packages/emscripten_*.deb | tar -x -C "$new/emscripten" --strip-components=4 \
    --exclude='*/wasm32-emscripten/lto' --exclude='*/wasm32-emscripten/pic' --exclude='*-mt*.a' --exclude='*-ww*.a' \
    --exclude='*/emscripten/test' ./usr/share/emscripten
  for package in "$scratch"/packages/{binaryen,libc6,libstdc++6,libgcc-s1}_*.deb; do
    dpkg -x "$package" "$new/binaryen/root"
  done
  wrap_binaryen
  configure_emscripten
  replace emscripten binaryen
}

# Binaryen 120 wants a newer libc than Debian 12's: it runs through Debian 13's own loader, kept in this folder
wrap_binaryen() {
  local tool name
  for tool in "$new"/binaryen/root/usr/bin/wasm*; do
    name=${tool##*/}
    cat > "$new/binaryen/bin/$name" <<'WRAPPER'
#!/bin/sh
root=${0%/*}/../root
libraries=$(echo "$root"/usr/lib/*-linux-gnu)
exec "$libraries"/ld-linux-*.so.* --library-path "$libraries" --argv0 "${0##*/}" "$root/usr/bin/${0##*/}" "$@"
WRAPPER
    chmod +x "$new/binaryen/bin/$name"
  done
}

# Emscripten reads this file, because it lies beside emcc, before any other configuration
configure_emscripten() {
  rm -f "$new/emscripten/.emscripten"
  cat > "$new/emscripten/.emscripten" <<'CONFIG'
import os
EMSCRIPTEN_ROOT = os.path.dirname(os.environ['EM_CONFIG'])
BINARYEN_ROOT = os.path.join(os.path.dirname(EMSCRIPTEN_ROOT), 'binaryen')
CACHE = os.path.join(EMSCRIPTEN_ROOT, 'cache')
FROZEN_CACHE = True
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
NODE_JS = 'node'
CONFIG
  # Its scripts are CommonJS, and the nearest package.json upwards is the project's, which says ES modules
  echo '{ "type": "commonjs" }' > "$new/emscripten/package.json"
}

unpack_catch2() {
  local sha=c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c   # of v3.7.1.tar.gz, as upstream publishes it
  echo "deb-src [signed-by=$keyring] $mirror bookworm-backports main" > "$scratch/sources.list"
  own_apt update
  (cd "$scratch/packages" && own_apt source --download-only catch2=3.7.1-0.4~bpo12+1)
  echo "$sha  $scratch/packages/catch2_3.7.1.orig.tar.gz" | sha256sum -c --quiet
  mkdir -p "$new/catch2"
  tar -xzf "$scratch/packages/catch2_3.7.1.orig.tar.gz" -C "$new/catch2" --strip-components=1
  replace catch2
}

# Puts what has been unpacked in its place; the first part goes first and comes last, so that its presence says that all is there
replace() {
  local part
  for part in "$@"; do rm -rf "${folder:?}/$part"; done
  for part in "${@:2}" "$1"; do mv "$new/$part" "$folder/$part"; done
}

"unpack_$part"
