"""Decisions: what each rule says of each subject, with everything that an answer needs to be followed back."""
