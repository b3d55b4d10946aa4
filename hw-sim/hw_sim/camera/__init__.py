"""The simulated house as its cameras see it, and the wire on which they do."""
