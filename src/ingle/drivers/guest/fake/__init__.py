"""A guest in memory that speaks the real protocol over any byte stream, so everything above the channel runs unchanged in tests."""

from ingle.drivers.guest.fake.agent import FakeAgent, FakeDelays
from ingle.drivers.guest.fake.tree import Tree

__all__ = ["FakeAgent", "FakeDelays", "Tree"]
