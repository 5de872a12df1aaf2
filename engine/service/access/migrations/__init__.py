"""The forms that the table of tokens has had, and how to come from one to the next."""
