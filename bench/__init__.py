"""Measurements: Ingle and its reference in turn, in one run, on one machine; median, p95, p99 and the ratio of medians.

Absolute times are not stable on shared machines, so a figure without its reference is not a result, and nothing here asserts a time.
"""
