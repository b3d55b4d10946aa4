"""Sub-commands of ``sereno`` that come with the simulated house."""
