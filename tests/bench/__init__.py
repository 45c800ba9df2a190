"""Benchmarks. They report ratios and rates and assert nothing."""
