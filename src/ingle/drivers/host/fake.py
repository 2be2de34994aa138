"""A computer of any size, for machines of the fake engine, which take nothing of the real one."""

from ingle.machines.ports import HostFacts

LARGE = HostFacts(memory_mib=1 << 20, cores=256, free_disk_mib=1 << 24)


class FakeComputer:
    """Tests change what it is by setting `now`."""

    def __init__(self, now: HostFacts = LARGE) -> None:
        self.now = now

    def facts(self) -> HostFacts:
        return self.now
