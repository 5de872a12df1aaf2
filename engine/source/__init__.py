"""Where things stand: places, problems with a place, and YAML and JSON read with the place of every value."""
