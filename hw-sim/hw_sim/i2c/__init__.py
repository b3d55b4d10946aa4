"""Chips on a simulated I2C bus, true to their registers."""
