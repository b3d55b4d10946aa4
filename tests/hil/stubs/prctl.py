"""In the place of python-prctl, which exists as source alone: picamera2 uses it when it records films by ffmpeg."""
