"""The page of the simulated house: its plan, its stories, and what a browser is given."""
