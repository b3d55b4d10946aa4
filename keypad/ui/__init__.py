"""What keys mean and what a display shows: pure."""
