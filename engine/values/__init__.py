"""What a value can be, and how it is kept exactly: kinds, units, figures, dates, and the vocabulary of the facts."""
