"""Keypads, a matrix of keys on pins or on an expander."""
