"""In the place of kms++: picamera2 imports it always and uses it for previews on a screen, which nobody asks for."""


class PixelFormat:
    """The names that are read while the module is imported."""

    RGB888 = XRGB8888 = XBGR8888 = BGR888 = YUV420 = YVU420 = YUYV = NV12 = RGB565 = None
