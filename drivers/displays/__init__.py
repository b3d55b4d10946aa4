"""Text displays beside a keypad."""
