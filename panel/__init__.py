"""The panel: core, configuration, store and the protecting process."""
