"""What outlives the process: the journal, the people, and the second copy of both."""
