"""The one task that owns a machine while it lives or changes: orders are carried out one at a time, each recorded before and after.

It begins by looking at what an earlier keeper left (recovering), and ends when the machine stands and nobody asks for anything.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import anyio
import anyio.abc
import structlog

from ingle.base.errors import IngleError, UnavailableError
from ingle.machines.errors import MachineNotFoundError
from ingle.machines.keeper.idling import Idleness
from ingle.machines.keeper.ledger import Also
from ingle.machines.keeper.life import Life
from ingle.machines.keeper.orders import Bell, Mailbox, Order
from ingle.machines.keeper.pump import Pump
from ingle.machines.keeper.watch import Watch
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import Intent, Machine, State, Status
from ingle.machines.names import MachineId
from ingle.machines.policy.stopping import judge_end
from ingle.machines.policy.supervision import ended, told
from ingle.machines.policy.transitions import Verb, Verdict, breaks_off_a_start, judge
from ingle.machines.ports import Vmm, VmmExit

log = structlog.get_logger()


class Keeper:
    """`life` is the VMM's, None while there is none; the bell rings at whatever may interest others."""

    def __init__(self, machine: MachineId, shop: Workshop) -> None:
        self.machine_id = machine
        self.shop = shop
        self.bell = Bell()
        self.life: Life | None = None
        self.breakable: anyio.CancelScope | None = None  # set while a start is under way
        self.over = False  # it takes no more orders
        self.recovered = False  # it knows what the machine is
        self.revivals = 0  # starts in a row after a VMM's death, none of which has lasted
        self._idleness = Idleness(shop.clock)
        self._mailbox = Mailbox(shop.settings.mailbox)
        self._group: anyio.abc.TaskGroup | None = None

    def post(self, order: Order) -> None:
        """Raises MachineBusyError."""
        self._mailbox.put(order)
        if self.breakable is not None and breaks_off_a_start(order.verb):
            self.breakable.cancel()
        self.bell.ring()

    async def run(self, recover: "Recover", carry_out: "CarryOut", revive: "Revive") -> None:
        """Returns when the machine stands and no order is left."""
        try:
            async with anyio.create_task_group() as self._group:
                self.recovered = await self._recovered(recover)
                self.bell.ring()
                if self.recovered:
                    while await self._work(carry_out, revive):
                        pass
        except Exception as error:
            self._dismiss(error)
            raise
        finally:
            if self.life is not None:
                self.life.vmm.release()
            self._dismiss(_stopping())

    async def _recovered(self, recover: "Recover") -> bool:
        """Whether it is known what the machine is; nothing is done to one of which it is not."""
        try:
            await recover(self)
        except IngleError as error:
            log.error("machine_not_recovered", machine=self.machine_id, reason=error.sentence)
            self._dismiss(error)
        return not self.over

    async def _work(self, carry_out: "CarryOut", revive: "Revive") -> bool:
        """One thing after another; whether there is, or may be, more to do."""
        rings = self.bell.rings
        await self._attend(revive)
        order = self._mailbox.take()
        if order is not None:
            await self._do(order, carry_out)
        elif self.bell.rings != rings:
            pass  # something has happened meanwhile
        elif self.life is not None:
            await self._rest(carry_out)
        else:
            self.over = True  # without a pause since the mailbox was found empty, so no order is lost
        return not self.over

    def reconsider(self) -> None:
        """Its timers may have changed."""
        self._idleness.reconsider()
        self.bell.ring()

    async def _rest(self, carry_out: "CarryOut") -> None:
        """Until something happens, or the machine has been idle for long enough to cool down."""
        if self._idleness.due():
            order = await self._idleness.look(self)
            if order is not None:
                await self._do(order, carry_out)
                await self._idleness.judge(order, self.shop.settings.thermal.retry.total_seconds())
            return
        news = self.life.watch.seconds() if self.life is not None else float("inf")
        with anyio.move_on_after(min(self._idleness.seconds(), news)):
            await self.bell.wait()

    def begin(self, vmm: Vmm, status: Status, *, fresh: bool, restored: bool = False) -> Life:
        """Take charge of a VMM."""
        assert self._group is not None  # noqa: S101 - run() has opened it
        home, limit = self.shop.home(self.machine_id), self.shop.settings.log_bytes
        pump = Pump(home, status.boot, limit, self.shop.clock, self.bell)
        watch = Watch(status.workload, self.shop.clock, self.bell)
        self.life = Life(
            *(self.machine_id, vmm, pump, watch, self.shop.connector, self.bell, self.shop.clock),
            fresh=fresh,
            restored=restored,
        )
        self._group.start_soon(self.life.run)
        return self.life

    async def record(self, status: Status, also: Also | None = None, *, why: str = "") -> Machine:
        self._idleness.reconsider()
        return await self.shop.ledger.record(self.machine_id, status, also, why=why)

    async def _do(self, order: Order, carry_out: "CarryOut") -> None:
        try:
            machine = await self.shop.ledger.get(self.machine_id)
            order.ticket.succeed(await self._judged(order, machine, carry_out))
        except IngleError as error:
            order.ticket.fail(error)
        except Exception as error:  # one request's misfortune is told to it and must not end the machine
            log.error("order_failed", machine=self.machine_id, verb=order.verb, exc_info=error)
            order.ticket.fail(error)
        except BaseException:
            order.ticket.fail(_stopping())
            raise

    async def _judged(self, order: Order, machine: Machine | None, carry_out: "CarryOut") -> Machine | None:
        if machine is None:
            if order.verb in (Verb.REMOVE, Verb.KILL_AND_REMOVE):
                return None  # another order was quicker
            raise MachineNotFoundError(self.machine_id)
        if judge(order.verb, machine.status.state) is Verdict.ALREADY:
            return machine
        return await carry_out(self, order, machine)

    async def _attend(self, revive: "Revive") -> None:
        """Record what has happened by itself: how the workload fares, its end, and the VMM's."""
        life = self.life
        if life is None or (life.end is None and not life.pump.done and not life.watch.is_due()):
            return
        machine = await self.shop.ledger.get(self.machine_id)
        if machine is None:  # nobody's: it waits
            self.life = None if life.end is not None else life
            return
        if (
            machine.status.state is State.STARTING
        ):  # the order that starts it is on its way, and looks for itself
            return
        status = watched(machine.status, life)
        if life.watch.is_due():
            life.watch.recorded()  # before anything is awaited: what is told while this is written down is news again
        why = told(machine.status.workload, status.workload, last=life.watch.last, said=life.watch.said)
        status = with_exit(status, life)
        if life.end is not None:
            await self._bury(life.end, replace(machine, status=status), revive)
        elif status != machine.status:
            await self.record(status, why=why)

    async def _bury(self, end: VmmExit, machine: Machine, revive: "Revive") -> None:
        """The VMM has ended by itself, and with it this life of the machine."""
        ending = judge_end(end)
        log.info("vmm_ended", machine=self.machine_id, state=ending.state, reason=ending.error)
        self.life = None
        stands = replace(
            standing(self, machine.status, ending.state), stop_cause=ending.cause, error=ending.error
        )
        if not await revive(self, machine, stands):
            await self.record(stands)

    def _dismiss(self, error: Exception) -> None:
        self.over = True
        while (order := self._mailbox.take()) is not None:
            order.ticket.fail(error)


Recover = Callable[[Keeper], Awaitable[None]]
CarryOut = Callable[[Keeper, Order, Machine], Awaitable[Machine | None]]
Revive = Callable[[Keeper, Machine, Status], Awaitable[bool]]
"""Starts a machine again whose VMM has died, given as it was and as it stands now; False: it is not to be."""


def _stopping() -> UnavailableError:
    return UnavailableError("the daemon is stopping; ask again when it is back")


def with_exit(status: Status, life: Life) -> Status:
    """The status with how the workload ended, where that is known and new."""
    if not life.pump.done or status.workload.state != "running":
        return status
    return replace(status, workload=ended(status.workload, life.pump.exit))


def watched(status: Status, life: Life) -> Status:
    """The status with what the agent has told of the workload."""
    return replace(status, workload=life.watch.laid_over(status.workload))


def standing(keeper: Keeper, status: Status, state: State) -> Status:
    """The status of a machine whose VMM is gone."""
    workload = status.workload
    if workload.state == "running":
        workload = ended(workload, None)
    return replace(
        status,
        intent=Intent.STOPPED,
        state=state,
        vmm=None,
        asleep_in=None,
        base=None,
        workload=workload,
        stopped_at=keeper.shop.clock.now(),
    )
