"""The wiring drawing: what the configuration names, drawn so that an electrician can wire from it. Pure.

``drawing(config)`` gives the whole as one SVG; ``book`` says which part of it comes from which table.
"""

from panel.wiring.book import drawing

__all__ = ["drawing"]
