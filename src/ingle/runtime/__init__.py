"""Machinery without domain words: database, event bus, processes, log, metrics."""
