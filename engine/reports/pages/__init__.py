"""Pages for people to read and print: one file each, without scripts, and without anything from elsewhere."""
