"""A small house for each further thing that the panel can be told to do, and then for several of them together."""
