"""What can be done with machines, one public method per use case: `MachineService`, and its parts for what goes on inside a machine.

Every method takes the owner (a user's id) and a machine's id or name; what is not the owner's is not found.
"""

from ingle.machines.service.holdings import Holdings
from ingle.machines.service.machines import MachineService

__all__ = ["Holdings", "MachineService"]
