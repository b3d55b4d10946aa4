"""I2C, SPI and serial ports that nobody waits for: errands in threads of their own."""
