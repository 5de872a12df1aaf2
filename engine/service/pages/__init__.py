"""Pages: what people see in a browser. Each works without script; what is heavy is worked out by tasks."""
