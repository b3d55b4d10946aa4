"""Sensors of heat and damp."""
