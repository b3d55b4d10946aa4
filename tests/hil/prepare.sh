#!/bin/bash
# prepare.sh CACHE KEY: fetches Debian's newest stable kernel, builds simulated devices for it, packs an initramfs.
#
# No Debian kernel ships gpio-sim or vimc, so they are compiled from Debian's own kernel source against Debian's own
# headers. What they and their users need and that kernel has switched off comes along: the interrupt simulator, and
# the DMA heaps that picamera2 takes its buffers from. Called by lane.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=$1 key=$2
began=$(date +%s)
step() { printf 'prepare %4ss  %s\n' $(($(date +%s) - began)) "$*" >&2; }

# shellcheck source=tests/hil/debian.sh
. "$here/debian.sh"

install_missing qemu-system-x86 busybox-static cpio kmod gcc make xz-utils python3-minimal

image=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image-/{print $2; exit}')
version=${image#linux-image-}
source=linux-source-$(echo "$version" | cut -d. -f1,2)
install_missing "linux-headers-$version"

work=$(mktemp -d "$cache/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq -o APT::Sandbox::User=root "$image" "$source"
step "downloaded $(du -cm ./*.deb | tail -1 | cut -f1) MB"

# Of the kernel: its image and the modules for virtio, 9p, configfs, I2C, cameras, USB and a watchdog. Of the source: a
# few files.
modules=(virtio virtio_ring virtio_pci virtio_pci_modern_dev virtio_pci_legacy_dev
    netfs fscache 9pnet 9pnet_virtio 9p configfs i2c-dev i2c-stub
    rc-core cec mc videodev videobuf2-common videobuf2-v4l2 videobuf2-memops videobuf2-vmalloc videobuf2-dma-contig
    v4l2-tpg
    usb-common usbcore xhci-hcd xhci-pci usbserial ftdi_sio
    watchdog i6300esb)
wanted=("./boot/vmlinuz-$version")
for module in "${modules[@]}"; do wanted+=("./lib/modules/$version/kernel/*/$module.ko"); done
dpkg --fsys-tarfile "$image"_*.deb | tar -x --wildcards "${wanted[@]}"
mkdir kmod
dpkg --fsys-tarfile "$source"_*.deb | tar -xO "./usr/src/$source.tar.xz" | tar -xJ -C kmod --transform 's,.*/,,' \
    "$source/drivers/gpio/gpio-sim.c" "$source/drivers/gpio/gpiolib.h" "$source/kernel/irq/irq_sim.c" \
    --wildcards "$source/drivers/media/test-drivers/vimc/*.[ch]" \
    "$source/drivers/dma-buf/dma-heap.c" "$source/drivers/dma-buf/heaps/system_heap.c"
step "unpacked"

cd kmod
mv gpio-sim.c gpio-sim-main.c
# Outputs keep their level when their holder has gone, as in Raspberry Pi's own kernel; they do not in this one, and with
# the parameter off they do not here.
sed -i '/^static void gpio_sim_free/i static bool keep_outputs = true;\nmodule_param(keep_outputs, bool, 0644);\n' gpio-sim-main.c
sed -i '/^static void gpio_sim_free/,/^}/ s/^\t__assign_bit(/\tif (!keep_outputs || test_bit(offset, chip->direction_map))\n\t\t__assign_bit(/' \
    gpio-sim-main.c
grep -q 'if (!keep_outputs' gpio-sim-main.c || { echo "gpio-sim.c is not as it was: see prepare.sh" >&2; exit 1; }
# irq_to_desc() is not exported to modules; this does the same through a call that is.
sed -i 's/handle_simple_irq(irq_to_desc(irqnum));/generic_handle_irq(irqnum);/' irq_sim.c
# The heap core is no module in the kernel: one is made of it and of its one heap, under the name that a Pi's kernel
# gives the heap of contiguous memory, which is the first that picamera2 asks for.
sed -i 's/^subsys_initcall(dma_heap_init);//; s/^static int dma_heap_init(void)/int lane_heap_init(void)/' dma-heap.c
sed -i 's/exp_info.name = "system";/exp_info.name = "linux,cma";/; s/^module_init(system_heap_create);//' system_heap.c
cat >>system_heap.c <<'C'
MODULE_IMPORT_NS(DMA_BUF);
int lane_heap_init(void);
static int __init lane_init(void)
{
	int failed = lane_heap_init();
	return failed ? failed : system_heap_create();
}
module_init(lane_init);
C
cat >Makefile <<'M'
obj-m := gpio-sim.o vimc.o lane-heap.o
gpio-sim-y := gpio-sim-main.o irq_sim.o
vimc-y := vimc-core.o vimc-common.o vimc-streamer.o vimc-capture.o vimc-debayer.o vimc-scaler.o vimc-sensor.o vimc-lens.o
lane-heap-y := dma-heap.o system_heap.o
M
make -s -j"$(nproc)" -C "/lib/modules/$version/build" M="$PWD" modules >build.log 2>&1 || { cat build.log >&2; exit 1; }
cd ..
step "built gpio-sim.ko, vimc.ko and lane-heap.ko"

# The uncompressed kernel boots in half the time of the bzImage.
python3 - "boot/vmlinuz-$version" vmlinux <<'P'
import lzma, sys
data = open(sys.argv[1], "rb").read()
kernel = lzma.LZMADecompressor().decompress(data[data.find(b"\xfd7zXZ\0"):])
assert kernel[:4] == b"\x7fELF", "no xz-compressed kernel in this image"
open(sys.argv[2], "wb").write(kernel)
P
mkdir -p root/{bin,modules,proc,sys,dev,newroot}
cp "$(command -v busybox)" root/bin/busybox
find lib -name '*.ko' -exec cp {} root/modules/ \;
cp kmod/{gpio-sim,vimc,lane-heap}.ko root/modules/
strip --strip-debug root/modules/*.ko
install -m 755 "$here/guest_init" root/init
(cd root && find . | cpio -o -H newc --quiet | gzip -1 >../initrd.gz)

ready=$cache/$version-$key
# Older kernels, other scripts, and what a killed run left: 65 MB each, and nobody will come for them. But what another
# checkout booted in the last days is another checkout's: deleting it would make the two prepare by turns for ever.
find "$cache" -mindepth 1 -maxdepth 1 -type d ! -path "$work" ! -name 'camera-*' -mtime +3 -exec rm -rf {} +
find "$cache" -mindepth 1 -maxdepth 1 -type d ! -path "$work" -name 'work.*' -exec rm -rf {} +
mkdir "$ready"
mv vmlinux "$ready/"
mv initrd.gz "$ready/" # last: this file is what says that all is there
step "ready in $ready, $(du -sm "$ready" | cut -f1) MB"
