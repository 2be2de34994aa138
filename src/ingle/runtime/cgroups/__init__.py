"""Control groups (cgroup v2) of our own: finding where this process may make them, making one for each thing, counting and ending what is in it.

It imports the standard library alone, so that the same files run in a guest, where their tests have a kernel of their own. Everything blocks, for a
moment. The files and their formats: the kernel's Documentation/admin-guide/cgroup-v2.rst.
"""

from ingle.runtime.cgroups.dividing import Division, divide, group_of
from ingle.runtime.cgroups.finding import LEAF, UNIT, NoGroupsError, directory_of, find_ground
from ingle.runtime.cgroups.group import ControlGroup, GroupUsage, MemoryEnd

__all__ = [
    "LEAF",
    "UNIT",
    "ControlGroup",
    "Division",
    "GroupUsage",
    "MemoryEnd",
    "NoGroupsError",
    "directory_of",
    "divide",
    "find_ground",
    "group_of",
]
