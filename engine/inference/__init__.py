"""Inference: conclusions drawn by durable_rules, as a second opinion on every decision of the evaluator."""
