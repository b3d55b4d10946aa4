"""The shells between the panel and its hardware; each implements a port of ``panel.ports``."""
