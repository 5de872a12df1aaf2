"""What can be known: the entities, and the readers that make a fact set of files."""
