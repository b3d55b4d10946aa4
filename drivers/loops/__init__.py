"""Loops with end-of-line resistors on analogue converters."""
