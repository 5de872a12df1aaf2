"""The rule language: grammar, checked syntax tree, and what each expression rests on."""
