"""The keypad: what its keys mean. See README.md in this folder."""
