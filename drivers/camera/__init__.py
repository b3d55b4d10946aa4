"""From the lens to sealed pictures on the disk: the parts of camerad."""
