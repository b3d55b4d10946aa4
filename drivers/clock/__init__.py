"""The clock module, which goes on while the power is off."""
