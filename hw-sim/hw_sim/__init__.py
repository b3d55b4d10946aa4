"""The simulated house: wires beneath the drivers, never in their place."""
