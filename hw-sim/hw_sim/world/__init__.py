"""The simulated house: contacts, tags, keys, outputs, cable and broker, and the interface to work them."""
