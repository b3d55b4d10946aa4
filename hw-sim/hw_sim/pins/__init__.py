"""The wires beneath the drivers: a simulated 40-pin header under gpiozero's own factory interface."""
