"""Service: the same checks over HTTP, as pages for people and as an API for systems. Nothing is decided here."""
