"""Mains and battery: what the panel lives on."""
