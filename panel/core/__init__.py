"""The pure core: it decides, and touches nothing. Start at step.py and table.py."""
