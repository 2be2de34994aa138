"""The fake engine: VMMs in memory whose guests are fake agents. `FakeHost` is the computer they run on; it outlives engines as a real host outlives
daemons."""

from ingle.drivers.engines.fake.engine import FakeEngine, FakeVmm, open_engine
from ingle.drivers.engines.fake.host import FakeHost, Faults

__all__ = ["FakeEngine", "FakeHost", "FakeVmm", "Faults", "open_engine"]
