"""Chips on a simulated SPI bus, in this process or over a socket."""
