"""The jail around each VMM: own namespaces, own files, no privileges, a filter of system calls, and a network that does not reach the host.

`plan_for` says what a VMM may see, `find_jail` what this host can do, `Jail.spawn` starts one.
"""

from ingle.drivers.engines.qemu.jail.plan import JailPlan, plan_for
from ingle.drivers.engines.qemu.jail.start import Jail
from ingle.drivers.engines.qemu.jail.trial import JailChoice, Verdict, find_jail

__all__ = ["Jail", "JailChoice", "JailPlan", "Verdict", "find_jail", "plan_for"]
