"""Imported always, used never."""


class Picamera2Camera:
    """Would describe a sensor."""
