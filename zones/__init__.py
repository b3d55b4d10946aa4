"""Zones: what a detector input is, how its wires are read and when a change counts.

Pure: no clock, no I/O. See README.md in this folder.
"""
