"""Engines: what runs VMMs. One folder each, all passing tests/contracts/test_engine.py; they know nothing of one another."""
