"""API: the service for systems, under /v1. Its JSON is the reports' own."""
