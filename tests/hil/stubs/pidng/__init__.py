"""In the place of pidng, which exists as source alone: picamera2 uses it when it writes raw files."""
