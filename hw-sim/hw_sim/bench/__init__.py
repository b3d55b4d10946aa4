"""Benchmarks against the demo's own processes: what DESIGN's budgets promise, measured from outside."""
