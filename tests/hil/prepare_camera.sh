#!/bin/bash
# prepare_camera.sh FOLDER PYTHON: what cameras need beside the kernel: libcamera's binding, and the real picamera2.
#
# Debian 12 has the binding among its backports alone. It is unpacked, not installed: nothing else on this machine shall
# ever see it. Called by lane.sh, as root.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)
folder=$1 python=$2
began=$(date +%s)
step() { printf 'prepare %4ss  %s\n' $(($(date +%s) - began)) "$*" >&2; }

rm -rf "$(dirname "$folder")"/camera-* # older ones, and what a killed run left
mkdir -p "$folder/lists/partial"
cd "$folder"

# What the binding links with and Debian 12 itself has.
# shellcheck source=tests/hil/debian.sh
. "$here/debian.sh"
install_missing liblttng-ust1 libunwind8 libyaml-0-2 libdw1 libgnutls30 libudev1

# Where this machine has its bookworm from, there are the backports too; lists of our own leave the machine's alone.
# shellcheck disable=SC2016 # apt's own variables, not the shell's
mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
    awk '$2 == "bookworm" {print $1; exit}')
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keyring] $mirror bookworm-backports main" >backports.list
own=(-o "Dir::Etc::SourceList=$folder/backports.list" -o Dir::Etc::SourceParts=/dev/null -o APT::Sandbox::User=root
    -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache::pkgcache=" -o "Dir::Cache::srcpkgcache=")
apt-get update -qq "${own[@]}"
apt-get download -qq "${own[@]}" python3-libcamera libcamera0.3 libcamera-ipa
for package in ./*.deb; do dpkg -x "$package" libcamera; done
rm -rf ./*.deb lists
step "unpacked libcamera"

"$python" -m pip install -q --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
    --target picamera2 -r "$repo/requirements/hil-camera.txt"
step "installed picamera2"

library=$(find "$folder/libcamera/usr/lib" -name 'libcamera.so.*' -printf '%h\n' -quit)
binding=$(find "$folder/libcamera/usr/lib" -type d -path '*-packages/libcamera' -printf '%h\n' -quit)
cat >ready.part <<READY
export SERENO_VIMC=1 PYTHONPATH=$folder/picamera2:$binding
export LD_LIBRARY_PATH=$library LIBCAMERA_IPA_MODULE_PATH=$library/libcamera
READY
mv ready.part ready # last: this file is what says that all is there
step "ready in $folder, $(du -sm "$folder" | cut -f1) MB"
