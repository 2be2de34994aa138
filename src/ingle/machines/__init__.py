"""Machines: microVMs of a person; their life, what runs in them, and the doors to it."""
