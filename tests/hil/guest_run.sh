#!/bin/bash
# Runs in the guest, on the host's files: makes a GPIO controller labelled like a Pi 4's, runs the command.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export HOME=/tmp LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
ip link set lo up
# The board: a Pi 4B by the revision that gpiozero looks for, so that nothing has to be told which board this is.
(grep . /proc/cpuinfo && printf 'Revision\t: c03114\n') >/run/cpuinfo
mount --bind /run/cpuinfo /proc/cpuinfo
# Where the kernel notes what it does, with the clock of its own stamps.
mount -t tracefs none /sys/kernel/tracing
insmod /run/hil/modules/gpio-sim.ko
bank=/sys/kernel/config/gpio-sim/header/bank0
mkdir -p $bank
echo 54 >$bank/num_lines
echo pinctrl-bcm2711 >$bank/label
echo 1 >/sys/kernel/config/gpio-sim/header/live
chip=$(cat $bank/chip_name)
# Tests of the kernel's pins are collected when these are set, and move the lines through sysfs.
export SERENO_GPIO_SIM_CHIP=/dev/$chip
device=$(cat /sys/kernel/config/gpio-sim/header/dev_name)
export SERENO_GPIO_SIM_LINES=/sys/devices/platform/$device/$chip
# An I2C bus with three chips that keep what they are told: a gauge, a converter, a clock.
insmod /run/hil/modules/i2c-dev.ko
insmod /run/hil/modules/i2c-stub.ko chip_addr=0x40,0x48,0x68
for bus in /sys/class/i2c-adapter/i2c-*; do
    grep -q '^SMBus stub' "$bus/name" && export SERENO_I2C_STUB="${bus##*-}"
done
# A serial port on USB; its other end is plugged in and pulled out by the host.
if [ -e /run/hil/out/modem ]; then
    for module in usb-common usbcore xhci-hcd xhci-pci usbserial ftdi_sio; do
        insmod "/run/hil/modules/$module.ko"
    done
    export SERENO_USB_SERIAL=/dev/ttyUSB0
fi
# A watchdog that ends the machine when nobody feeds it; QEMU's, in a slot of its own.
if [ -e /run/hil/out/watchdog ]; then
    for module in watchdog i6300esb; do insmod "/run/hil/modules/$module.ko"; done
fi
# A camera: vimc, and what udev would have told of it, without which libcamera takes no device for one.
if [ -e /run/hil/out/camera ]; then
    for module in rc-core cec mc videodev videobuf2-common videobuf2-v4l2 videobuf2-memops videobuf2-vmalloc \
        videobuf2-dma-contig v4l2-tpg vimc lane-heap; do
        insmod "/run/hil/modules/$module.ko"
    done
    mkdir -p /run/udev/data
    touch /run/udev/control
    for device in /sys/bus/media/devices/*/dev /sys/class/video4linux/*/dev; do
        echo I:1 >"/run/udev/data/c$(cat "$device")"
    done
    # shellcheck source=/dev/null
    . /run/hil/out/camera
    export PYTHONPATH=$PYTHONPATH:$1/tests/hil/stubs # of this checkout: what was prepared serves all of them
fi
cd "$1" || exit
echo "lane: guest up after $(cut -d' ' -f1 /proc/uptime) s, $chip $(uname -r)"
bash -c "$(cat /run/hil/out/command)"
echo $? >/run/hil/out/rc
echo "lane: command ended after $(cut -d' ' -f1 /proc/uptime) s"
sync
/bin/busybox poweroff -f
