#!/bin/bash
# Runs a command on a real Linux kernel with a simulated GPIO controller, without a Raspberry Pi.
#
#   tests/hil/lane.sh                  the pin contract tests
#   tests/hil/lane.sh COMMAND...       any command, in this repository, inside the guest
#   tests/hil/lane.sh --camera [...]   the camera's tests, or a command, with a camera and the real picamera2
#   tests/hil/lane.sh --lgpio [...]    the pin contracts, or a command, with lgpio in gpiod's place
#   tests/hil/lane.sh --modem SOCKET [...]  the modem port's tests, or a command, on a USB serial port: whoever connects to
#                                      SOCKET plugs it in
#   tests/hil/lane.sh --watchdog DIR   a watchdog ends the machine; what there is to know of that is left in DIR
#   tests/hil/lane.sh --can [PART]     says by its exit code whether this machine can run it (or lgpio, watchdog, camera), and why not
#   tests/hil/lane.sh --prepare        only prepares (about a minute and 245 MB, once per kernel version)
#
# Debian's own kernel boots under QEMU; the host's file system is its root, read-only, over 9p; its GPIO
# lines are the kernel's gpio-sim, moved from outside through sysfs. So the driver under test talks to
# the same character device, the same line requests and the same kernel stamps as on a Pi. The camera is the kernel's
# vimc, seen through Debian's libcamera and an unmodified picamera2.
#
# QEMU translates (TCG) and does not use /dev/kvm: where that is there but its host is itself a guest
# (PVM), a stock kernel hangs instead of failing.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)
cache=${SERENO_HIL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sereno-hil}
python=${SERENO_HIL_PYTHON:-${SERENO_VENV:-$repo/.venv}/bin/python}
tools=(qemu-system-x86_64 busybox cpio)
began=$(date +%s)
step() { printf 'lane %4ss  %s\n' $(($(date +%s) - began)) "$*" >&2; }

# What is prepared belongs to one kernel and to these very scripts.
scripts=$(cat "$here/prepare.sh" "$here/debian.sh" "$here/guest_init" | sha256sum | cut -c1-12)
camera='' modem='' watchdog=''
libraries=$(cat "$here/prepare_camera.sh" "$here/debian.sh" "$repo/requirements/hil-camera.txt" | sha256sum | cut -c1-12)
# Debian has a binding of libcamera for this Python alone; a virtual camera that picamera2 opens, in that release alone.
camera_here() {
    grep -qx VERSION_CODENAME=bookworm /etc/os-release && "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'
}
# lgpio has wheels for these alone; its source would need a C compiler and swig.
other=$cache/lgpio-$(sha256sum <"$repo/requirements/hil-lgpio.txt" | cut -c1-12)
lgpio_here() { "$python" -c 'import sys; sys.exit(sys.version_info[:2] not in {(3, 11), (3, 12)})'; }
lgpio_ready() {
    [ -e "$other/lgpio.py" ] || timeout 60 "$python" -m pip install -q --disable-pip-version-check --no-deps \
        --only-binary :all: --require-hashes --target "$other" -r "$repo/requirements/hil-lgpio.txt" >/dev/null 2>&1
}
camera_ready() { [ -e "$cache/camera-$libraries/ready" ]; }
ready() { compgen -G "$cache/*-$scripts/initrd.gz" >/dev/null; }
tools_here() { local tool; for tool in "${tools[@]}"; do command -v "$tool" >/dev/null || return 1; done; }
# The card is one of QEMU's; what prepare.sh installs of Debian has it.
card_here() { ! tools_here || qemu-system-x86_64 -device help 2>/dev/null | grep -q '"i6300esb"'; }
debian_root() { [ "$(id -u)" = 0 ] && [ "$(dpkg --print-architecture 2>/dev/null)" = amd64 ]; }
# Without network there is nothing to prepare from; a mere warning of apt's would hide that.
apt_answers() { timeout 60 apt-get update -qq -o APT::Update::Error-Mode=any >/dev/null 2>&1; }

# Without the plug-ins that happen to be installed: importing them takes longer there than the tests do.
pytest=(env PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 "$python" -m pytest -p no:cacheprovider --color=no -q)

# picamera2 calls what Python deprecates and leaves files to the garbage collector: not ours to mend.
theirs=(-W ignore::DeprecationWarning -W ignore::ResourceWarning -W ignore::pytest.PytestUnraisableExceptionWarning)

case ${1:-} in
--can)
    cannot() { echo "lane: $1" >&2; exit 1; }
    prepared() { ready && tools_here; }
    case ${2:-} in
    camera)
        camera_here || cannot "libcamera's binding is Debian 12's, for Python 3.11 alone"
        prepared() { ready && tools_here && camera_ready; }
        ;;
    lgpio)
        lgpio_here || cannot "lgpio has wheels for Python 3.11 and 3.12 alone"
        lgpio_ready || cannot "lgpio is not in $cache, and pip has none to fetch (a network?)"
        ;;
    watchdog) card_here || cannot "this QEMU has no i6300esb" ;;
    esac
    prepared && exit
    debian_root || cannot "nothing is prepared in $cache, and preparing needs root on Debian for amd64"
    apt_answers || cannot "nothing is prepared in $cache, and apt has nothing to prepare from (a network?)"
    exit 0
    ;;
--prepare) command=() ;;
--modem)
    modem=$2
    shift 2
    command=("$@")
    [ $# -gt 0 ] || command=("${pytest[@]}" tests/hil/on_usb.py)
    ;;
--watchdog)
    watchdog=$2
    command=("$python" -P -m tests.hil.on_watchdog)
    ;;
--lgpio)
    shift
    lgpio_ready || { echo "lane: no lgpio; --can lgpio says why" >&2; exit 3; }
    # It makes a FIFO where LG_WD says, or where it stands, which is read-only. Without the tests that make pulses of tags
    # and a wire of a thread: beside lgpio's own threads one emulated processor is not always quick enough for them.
    command=(env SERENO_LGPIO=1 LG_WD=/tmp "PYTHONPATH=$other")
    if [ $# -gt 0 ]; then command+=("$@"); else command+=("${pytest[@]}" -k "kernel and not bus and not reader_port and not doctor" tests/contract); fi
    ;;
--camera)
    shift
    camera=$cache/camera-$libraries
    command=("$@")
    [ $# -gt 0 ] || command=("${pytest[@]}" -s "${theirs[@]}" -k "kernel or on_vimc" tests/contract/test_picamera2.py tests/hil/on_vimc.py)
    ;;
"") command=("${pytest[@]}" -k kernel tests/contract) ;;
*) command=("$@") ;;
esac

case $python in
"$repo"/*) ;; # shared with the guest by itself
/tmp/* | /run/*)
    echo "lane: $python lies where the guest has a file system of its own; use a Python in $repo or outside /tmp" >&2
    exit 3
    ;;
esac

mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9 # two runs at once would unpack into each other's folder
if ! { ready && tools_here; }; then
    debian_root || {
        echo "lane: nothing prepared in $cache, and preparing needs root on Debian for amd64, with apt" >&2
        exit 3
    }
    "$here/prepare.sh" "$cache" "$scripts"
fi
[ -z "$camera" ] || camera_ready || {
    if ! { camera_here && debian_root; }; then
        echo "lane: picamera2 needs Debian 12, Python 3.11 and, once, root with apt" >&2
        exit 3
    fi
    "$here/prepare_camera.sh" "$camera" "$python"
}
flock -u 9
[ ${#command[@]} -gt 0 ] || exit 0

kernel=$(dirname "$(compgen -G "$cache/*-$scripts/initrd.gz" | sort -V | tail -1)")
touch "$kernel" # in use: prepare.sh takes away what nobody has booted for days
out=$watchdog
if [ -z "$out" ]; then
    out=$(mktemp -d "${TMPDIR:-/tmp}/sereno-hil.XXXXXX")
    trap 'rm -rf "$out"' EXIT
fi
printf '%q ' "${command[@]}" >"$out/command"
cp "$here/guest_run.sh" "$out/"
[ -z "$camera" ] || cp "$camera/ready" "$out/camera"

cards=()
# shellcheck disable=SC2054 # QEMU's own commas
if [ -n "$modem" ]; then
    touch "$out/modem"
    cards=(-device qemu-xhci -chardev "socket,id=modem,path=$modem,server=on,wait=off" -device usb-serial,chardev=modem)
elif [ -n "$watchdog" ]; then
    touch "$out/watchdog"
    # QEMU tells what happens to the machine, with the host's time, once somebody has said hello.
    mkfifo "$out/talk.in" "$out/talk.out"
    echo '{"execute": "qmp_capabilities"}' >"$out/talk.in" &
    cat "$out/talk.out" >"$out/qmp" &
    cards=(-device i6300esb -action watchdog=poweroff -chardev "pipe,id=talk,path=$out/talk" -mon chardev=talk,mode=control)
fi

# A share of its own for the repository, because the guest hides the host's /tmp and /run under its own.
share() { echo "-fsdev local,id=$1,path=$2,security_model=none$3 -device virtio-9p-pci,fsdev=$1,mount_tag=$1"; }
step "booting $(basename "$kernel")"
# x86-64-v2, which many binary wheels are built for; plain qemu64 ends in an illegal instruction.
# shellcheck disable=SC2046
timeout -k 5 "${SERENO_HIL_TIMEOUT_S:-240}" qemu-system-x86_64 \
    -M q35 -accel tcg -cpu qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt,+cx16 -m 1024 \
    -nodefaults "${cards[@]}" -no-reboot -display none -serial stdio \
    -kernel "$kernel/vmlinux" -initrd "$kernel/initrd.gz" \
    -append "console=ttyS0 quiet nokaslr mitigations=off panic=-1 hil.repo=$repo" \
    $(share hostroot / ,readonly=on,multidevs=remap) \
    $(share repo "$repo" ,readonly=on,multidevs=remap) \
    $(share out "$out" "") </dev/null || true

talkers=$(jobs -p) # over with QEMU, or waiting for one that never began
# shellcheck disable=SC2086
[ -z "$talkers" ] || kill $talkers 2>/dev/null || true

# No answer is a failure: a guest that hung or panicked must not look like a pass.
rc=$(cat "$out/rc" 2>/dev/null || echo 99)
step "guest ended, exit code $rc"
exit "$rc"
