"""Commands: the words of the command line. They parse, call and print; what is heavy is imported where it is used."""
