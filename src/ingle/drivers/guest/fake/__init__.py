"""A guest in memory that speaks the real protocol over any byte stream, so everything above the channel runs unchanged in tests."""

from ingle.drivers.guest.fake.agent import FakeAgent, FakeDelays

__all__ = ["FakeAgent", "FakeDelays"]
