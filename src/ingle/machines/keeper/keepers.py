"""All keepers: one for every machine that lives or changes, made when one is needed, in a task group that ends with the daemon."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager

import anyio
import anyio.abc
import structlog

from ingle.base.errors import UnavailableError
from ingle.machines.errors import GuestLostError
from ingle.machines.keeper.keeper import Keeper, Recover
from ingle.machines.keeper.life import Life
from ingle.machines.keeper.orders import Bell, Order
from ingle.machines.keeper.performing import carry_out
from ingle.machines.keeper.recovering import recover_machine
from ingle.machines.keeper.reviving import revive
from ingle.machines.keeper.stocking import give_up_all, keep_stocked
from ingle.machines.keeper.tidying import keep_tidy
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import Intent, Machine, State
from ingle.machines.names import MachineId
from ingle.machines.policy.transitions import Verb, check_awake, check_wakeable, is_wakeable
from ingle.machines.ports import GuestLink

log = structlog.get_logger()


class Keepers:
    def __init__(self, shop: Workshop) -> None:
        self._shop = shop
        self._keepers: dict[MachineId, Keeper] = {}
        self._arrivals = Bell()  # rings when a machine gets a keeper
        self._waking: dict[MachineId, Order] = {}
        self._group: anyio.abc.TaskGroup | None = None

    @asynccontextmanager
    async def running(self, machines: Sequence[Machine]) -> AsyncIterator[None]:
        """Recover these machines and keep them; leaving lets go of them as they are, so that they run on."""
        async with anyio.create_task_group() as self._group:
            for machine in machines:
                if not _settled(machine):
                    self._keeper(machine.id)
            self._group.start_soon(keep_tidy, self._shop)
            yield
            self._group.cancel_scope.cancel()
        self._group = None

    @asynccontextmanager
    async def stocked(self) -> AsyncIterator[None]:
        """VMMs wait for machines until the context is left; then none is left of them."""
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(keep_stocked, self._shop, self._engage)
                yield
                group.cancel_scope.cancel()
        finally:
            with anyio.CancelScope(shield=True):
                await give_up_all(self._shop)
                await self._shop.tidy()

    async def perform(self, machine: MachineId, order: Order) -> Machine | None:
        """Post an order and wait for its end. Who is cancelled meanwhile only stops waiting."""
        self._keeper(machine).post(order)
        return await order.ticket.wait()

    @asynccontextmanager
    async def hold(self, machine: Machine) -> AsyncIterator[GuestLink]:
        """The link to the guest, which is woken for it, and stays awake until the context is left.

        Raises MachineStateError when the machine neither runs nor sleeps, what kept it from waking, GuestLostError when the agent does not answer.
        """
        check_wakeable(machine.status.state)
        with self._shop.leases.hold(machine.id):
            yield await self.ensure_hot(machine)

    async def ensure_hot(self, machine: Machine) -> GuestLink:
        """The one way to a guest that may be asleep: however many ask at once, it is woken once."""
        while True:
            keeper = self._keeper(machine.id)
            await self._known(keeper)
            if keeper.life is not None and keeper.life.hot:
                return await self._link(keeper)
            await self._wake(machine.id)

    async def next_hot(self, machine: Machine) -> GuestLink:
        """The link to the guest when it is awake again, whoever wakes it. Raises GuestLostError when it will not be: stopped, removed or started anew."""
        while True:
            rings = self._arrivals.rings
            keeper = self._keepers.get(machine.id)
            heard = 0 if keeper is None else keeper.bell.rings
            if keeper is not None and keeper.life is not None and keeper.life.hot and keeper.life.link:
                return keeper.life.link
            now = await self._shop.ledger.get(machine.id)
            if now is None or not is_wakeable(now.status.state) or now.status.boot != machine.status.boot:
                raise GuestLostError
            if keeper is not None and not keeper.over:
                await keeper.bell.wait(heard)
            else:
                await self._arrivals.wait(rings)

    def is_hot(self, machine: MachineId) -> bool:
        """Whether its guest hears what is said now."""
        life = self.life(machine)
        return life is not None and life.hot and life.link is not None

    def owe(self, machine: Machine, act: Callable[[GuestLink], Awaitable[None]]) -> None:
        """Something small, done as soon as the guest hears it, whoever wakes it: nobody waits for it, and nothing is woken for it. It is not done when
        this life of the machine ends before, or the daemon does."""
        if self._group is not None:
            self._group.start_soon(self._settle, machine, act)

    async def _settle(self, machine: Machine, act: Callable[[GuestLink], Awaitable[None]]) -> None:
        try:
            while True:
                link = await self.next_hot(machine)
                try:
                    await act(link)
                    break
                except GuestLostError:
                    await link.wait_lost()
        except GuestLostError:
            pass  # there is no guest any more that it was for
        except Exception as error:  # nor must this end the keepers
            log.error("not_done_after_wake", machine=machine.id, exc_info=error)

    def lease(self, machine: MachineId) -> AbstractContextManager[None]:
        """The machine stays awake until the context is left."""
        return self._shop.leases.hold(machine)

    def touch(self, machine: MachineId) -> None:
        """It is used now."""
        self._shop.leases.touch(machine)

    async def look(self, machine: Machine) -> GuestLink:
        """The link to a guest that is awake; nothing is woken, and looking is no use of the machine.

        Raises MachineAsleepError, MachineStateError, GuestLostError.
        """
        check_awake(machine.status.state)
        link = await self._link(self._keeper(machine.id))
        now = await self._shop.ledger.get(
            machine.id
        )  # it may be another life by now, whose guest is not told yet who it is
        if now is None:
            raise GuestLostError("the machine has just ended")
        check_awake(now.status.state)
        return link

    def reconsider(self, machine: MachineId) -> None:
        """Its timers have changed."""
        keeper = self._keepers.get(machine)
        if keeper is not None:
            keeper.reconsider()

    async def _known(self, keeper: Keeper) -> None:
        """Until it knows what the machine is, which a new one has to look at first, or has ended without having learnt it."""
        while not keeper.recovered and not keeper.over:
            await keeper.bell.wait()

    async def _wake(self, machine: MachineId) -> None:
        """One order, however many wait for it."""
        order = self._waking.get(machine)
        if order is None:
            order = self._waking[machine] = Order(Verb.WAKE)
            self._keeper(machine).post(order)
        try:
            await order.ticket.wait()
        finally:
            if order.ticket.done:
                self._waking.pop(machine, None)

    async def _link(self, keeper: Keeper) -> GuestLink:
        with anyio.move_on_after(self._shop.settings.timeouts.link.total_seconds()):
            while keeper.life is None or keeper.life.link is None:
                if self._keepers.get(keeper.machine_id) is not keeper:
                    raise GuestLostError("the machine has just ended")
                await keeper.bell.wait()
            return keeper.life.link
        raise GuestLostError(_unanswered(keeper.life))

    def life(self, machine: MachineId) -> Life | None:
        """The machine's present life, if it has one."""
        keeper = self._keepers.get(machine)
        return keeper.life if keeper is not None else None

    def lives(self) -> list[Life]:
        """Of all machines that have a VMM now."""
        return [
            keeper.life
            for keeper in self._keepers.values()
            if keeper.life is not None and keeper.machine_id not in self._shop.stock
        ]

    def _keeper(self, machine: MachineId) -> Keeper:
        """The machine's keeper, at work."""
        keeper = self._keepers.get(machine)
        return self._engage(machine, recover_machine) if keeper is None or keeper.over else keeper

    def _engage(self, machine: MachineId, begin: Recover) -> Keeper:
        if self._group is None:
            raise UnavailableError("machines are not served yet, or no longer")
        keeper = self._keepers[machine] = Keeper(machine, self._shop)
        self._group.start_soon(self._keep, keeper, begin)
        self._arrivals.ring()
        return keeper

    async def _keep(self, keeper: Keeper, begin: Recover) -> None:
        try:
            await keeper.run(begin, carry_out, revive)
        except Exception as error:  # a fault in one machine's keeper must not end the others
            log.error("keeper_failed", machine=keeper.machine_id, exc_info=error)
        finally:
            if self._keepers[keeper.machine_id] is keeper:
                del self._keepers[keeper.machine_id]
            keeper.bell.ring()
            self._shop.stock.bell.ring()  # it has left room, or was what waited


def _unanswered(life: Life | None) -> str:
    why = life.link_error if life is not None else None
    if why is not None and not isinstance(why, GuestLostError):
        return why.sentence
    return "the machine's agent does not answer; its console may tell why"


def _settled(machine: Machine) -> bool:
    status = machine.status
    if status.state is State.COLD:
        return status.asleep_in is not None and status.vmm is None
    return (
        status.intent is Intent.STOPPED
        and status.state in (State.STOPPED, State.FAILED)
        and status.vmm is None
    )
