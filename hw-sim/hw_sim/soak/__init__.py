"""A made-up year in a house, with everything that goes wrong, on virtual time. See README.md in this folder."""
