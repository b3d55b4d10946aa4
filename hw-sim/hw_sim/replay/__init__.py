"""A recorded home, played through the whole panel on virtual time. Start at runner.py; oracle.py judges."""
