"""The rulebook: rule files read, checked and put in order."""
