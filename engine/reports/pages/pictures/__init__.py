"""Pictures of figures and dates: SVG drawn from exact figures, each with its words and a table of the same figures."""
