"""Imported always, used never."""


class PICAM2DNG:
    """Would write a raw file."""
