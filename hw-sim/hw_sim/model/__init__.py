"""The exhaustive walk: everything a small house can do, tried. Start at README.md, family.py and invariants.py."""
