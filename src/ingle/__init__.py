"""Ingle: a computer on the internet that is yours."""

__version__ = "0.1.0"
