"""Reports: decisions and rules as people and programs read them. Nothing is decided here."""
