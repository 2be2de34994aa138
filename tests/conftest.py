"""Fixtures for every test: databases (see support/databases.py)."""

pytest_plugins = ["support.databases"]
