"""Fixtures for every test: databases (see support/databases.py)."""

import signal

pytest_plugins = ["support.databases"]

# A shell's background job ignores SIGINT and its children inherit that; tests of interrupts must not depend on how they were started.
signal.signal(signal.SIGINT, signal.default_int_handler)
