"""All keepers: one for every machine that lives or changes, made when one is needed, in a task group that ends with the daemon."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import anyio
import anyio.abc
import structlog

from ingle.base.errors import UnavailableError
from ingle.machines.errors import GuestLostError
from ingle.machines.keeper.keeper import Keeper
from ingle.machines.keeper.life import Life
from ingle.machines.keeper.orders import Order
from ingle.machines.keeper.performing import carry_out
from ingle.machines.keeper.recovering import recover_machine
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import Intent, Machine, State
from ingle.machines.names import MachineId
from ingle.machines.policy.transitions import check_reachable
from ingle.machines.ports import GuestLink

log = structlog.get_logger()


class Keepers:
    def __init__(self, shop: Workshop) -> None:
        self._shop = shop
        self._keepers: dict[MachineId, Keeper] = {}
        self._group: anyio.abc.TaskGroup | None = None

    @asynccontextmanager
    async def running(self, machines: Sequence[Machine]) -> AsyncIterator[None]:
        """Recover these machines and keep them; leaving lets go of them as they are, so that they run on."""
        async with anyio.create_task_group() as self._group:
            for machine in machines:
                if not _settled(machine):
                    self._keeper(machine.id)
            yield
            self._group.cancel_scope.cancel()
        self._group = None

    async def perform(self, machine: MachineId, order: Order) -> Machine | None:
        """Post an order and wait for its end. Who is cancelled meanwhile only stops waiting."""
        self._keeper(machine).post(order)
        return await order.ticket.wait()

    async def link(self, machine: Machine) -> GuestLink:
        """To the agent of a machine that runs; waits a while for one that is being opened again.

        Raises MachineStateError when the machine does not run, GuestLostError when the agent does not answer.
        """
        check_reachable(machine.status.state)
        keeper = self._keeper(machine.id)
        with anyio.move_on_after(self._shop.settings.timeouts.link.total_seconds()):
            while keeper.life is None or keeper.life.link is None:
                if self._keepers.get(machine.id) is not keeper:
                    raise GuestLostError("the machine has just ended")
                await keeper.bell.wait()
            return keeper.life.link
        raise GuestLostError(_unanswered(keeper.life))

    def life(self, machine: MachineId) -> Life | None:
        """The machine's present life, if it has one."""
        keeper = self._keepers.get(machine)
        return keeper.life if keeper is not None else None

    def _keeper(self, machine: MachineId) -> Keeper:
        """The machine's keeper, at work."""
        if self._group is None:
            raise UnavailableError("machines are not served yet, or no longer")
        keeper = self._keepers.get(machine)
        if keeper is None or keeper.over:
            keeper = self._keepers[machine] = Keeper(machine, self._shop)
            self._group.start_soon(self._keep, keeper)
        return keeper

    async def _keep(self, keeper: Keeper) -> None:
        try:
            await keeper.run(recover_machine, carry_out)
        except Exception as error:  # a fault in one machine's keeper must not end the others
            log.error("keeper_failed", machine=keeper.machine_id, exc_info=error)
        finally:
            if self._keepers[keeper.machine_id] is keeper:
                del self._keepers[keeper.machine_id]
            keeper.bell.ring()


def _unanswered(life: Life | None) -> str:
    why = life.link_error if life is not None else None
    if why is not None and not isinstance(why, GuestLostError):
        return why.sentence
    return "the machine's agent does not answer; its console may tell why"


def _settled(machine: Machine) -> bool:
    status = machine.status
    return (
        status.intent is Intent.STOPPED
        and status.state in (State.STOPPED, State.FAILED)
        and status.vmm is None
    )
