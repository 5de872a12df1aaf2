"""How people say what the facts name: subjects with their article, fields as phrases, choices in words."""
