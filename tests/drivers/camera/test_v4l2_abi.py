"""The requests have the numbers, and the structures the layout, of linux/videodev2.h on 64-bit Linux."""

import struct

from drivers.camera import v4l2_abi as abi


def test_the_requests_are_those_of_the_kernel() -> None:
    # As strace shows them, and as every other program for V4L2 on a 64-bit system sends them.
    assert abi.QUERYCAP == 0x80685600
    assert abi.S_FMT == 0xC0D05605
    assert abi.REQBUFS == 0xC0145608
    assert abi.QUERYBUF == 0xC0585609
    assert abi.QBUF == 0xC058560F
    assert abi.DQBUF == 0xC0585611
    assert abi.STREAMON == 0x40045612
    assert abi.STREAMOFF == 0x40045613


def test_the_capabilities_are_those_of_the_very_device_file() -> None:
    names = struct.pack("=16s32s32s", b"uvcvideo", b"HD Webcam", b"usb-0000:01")
    whole = abi.CAP_CAPTURE | abi.CAP_STREAMING | abi.CAP_DEVICE_CAPS
    metadata = abi.capability(names + struct.pack("=III12x", 1, whole, abi.CAP_STREAMING))
    assert not metadata.captures
    assert (metadata.card, metadata.bus) == ("HD Webcam", "usb-0000:01")
    assert abi.capability(names + struct.pack("=III12x", 1, whole, abi.CAP_CAPTURE | abi.CAP_STREAMING)).captures
    assert abi.capability(names + struct.pack("=III12x", 1, abi.CAP_CAPTURE | abi.CAP_STREAMING, 0)).captures


def test_a_form_asked_for_reads_as_it_was_written() -> None:
    asked = abi.wanted(abi.Picture(640, 480, "MJPG"))
    assert abi.granted(bytes(asked)) == abi.Picture(640, 480, "MJPG")
    assert asked[16:20] == b"MJPG"
    assert len(asked) == 208


def test_a_buffer_lies_where_the_kernel_says() -> None:
    room = bytearray(abi.buffer(1))
    assert len(room) == 88
    struct.pack_into("=I", room, 8, 12_345)  # bytesused
    struct.pack_into("=I", room, 12, abi.FLAG_ERROR)
    struct.pack_into("=I", room, 64, 0x8000)  # m.offset
    struct.pack_into("=I", room, 72, 614_400)
    assert abi.buffer_answered(bytes(room)) == abi.Buffer(1, 12_345, abi.FLAG_ERROR, 0x8000, 614_400)
    assert abi.buffers_granted(bytes(abi.buffers(2))) == 2
