"""The computer under the machines: how large it is, and how full its disk."""

from ingle.drivers.host.fake import FakeComputer
from ingle.drivers.host.linux import LinuxComputer

__all__ = ["FakeComputer", "LinuxComputer"]
