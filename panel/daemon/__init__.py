"""alarmd's shell: what the pure core decided becomes levels on wires, rows on disk, bytes on sockets."""
