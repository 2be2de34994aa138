"""The life of machines as their owners ask for it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import anyio
import structlog

from ingle.base.clock import Clock
from ingle.base.errors import IngleError
from ingle.base.ids import RandomBytes
from ingle.base.paging import Page
from ingle.machines.errors import MachineNotFoundError
from ingle.machines.keeper import Keepers, Workshop
from ingle.machines.keeper.ledger import Ledger
from ingle.machines.keeper.orders import Order
from ingle.machines.model import Machine, MachineRequest, State
from ingle.machines.names import check_name
from ingle.machines.policy.creation import check_labels, check_request
from ingle.machines.policy.launching import launch_of
from ingle.machines.policy.stopping import check_grace
from ingle.machines.policy.transitions import Verb
from ingle.machines.ports import Engine, GuestConfiguration, GuestConnector, Images, Kernels
from ingle.machines.reconcile import remove_orphans
from ingle.machines.service.files import Files
from ingle.machines.service.guests import Guests
from ingle.machines.service.logs import Logs
from ingle.machines.service.registry import Registry
from ingle.machines.service.sessions import Sessions
from ingle.machines.settings import MachineSettings
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database

log = structlog.get_logger()

DEFAULT_GRACE = 10.0  # seconds


class MachineService:
    """Works while `running`. `sessions`, `files`, `logs` and `guests` are what goes on inside machines."""

    def __init__(
        self,
        *,
        db: Database,
        bus: Bus,
        clock: Clock,
        random: RandomBytes,
        engine: Engine,
        connector: GuestConnector,
        images: Images,
        kernels: Kernels,
        settings: MachineSettings,
        data_dir: Path,
    ) -> None:
        self._settings = settings
        self._images = images
        self._ledger = Ledger(db, bus, clock)
        self._registry = Registry(db, clock, random)
        self._shop = Workshop(
            ledger=self._ledger,
            engine=engine,
            connector=connector,
            images=images,
            kernels=kernels,
            clock=clock,
            random=random,
            settings=settings,
            directory=data_dir / "machines",
            boots=anyio.CapacityLimiter(settings.parallel_boots),
        )
        self._keepers = Keepers(self._shop)
        self.guests = Guests(self._registry, self._keepers, settings)
        self.sessions = Sessions(self.guests, clock, random, settings)
        self.files = Files(self.guests)
        self.logs = Logs(self._registry, self._keepers, self._shop.directory)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Take over what an earlier daemon left, and serve; leaving lets every machine run on."""
        machines = await self._registry.everyone()
        async with self._keepers.running(machines):
            await remove_orphans(self._shop, frozenset(machine.id for machine in machines))
            yield

    async def create(
        self, owner: str, name: str, request: MachineRequest, *, start: bool = True
    ) -> tuple[Machine, bool]:
        """Make the machine, and start it unless told not to; with whether it was made now.

        Idempotent by name: the same request again finds (and starts) the same machine. No name: one is made up.
        Raises InvalidError, the errors of images, MachineNameTakenError, and what kept it from starting; it is failed then.
        """
        if name:
            check_name(name)
        check_request(request, self._settings.limits)
        image = await self._images.find(owner, request.image)
        machine, made = await self._registry.add(owner, name, request, image.id, launch_of(image, request))
        if made:
            self._ledger.tell(machine)
        if start and machine.status.state in (State.STOPPED, State.FAILED, State.STARTING):
            machine = await self._perform(machine, Order(Verb.START))
        return machine, made

    async def list(self, owner: str, *, after: str | None, limit: int) -> Page[Machine]:
        return await self._registry.page(owner, after=after, limit=limit)

    async def get(self, owner: str, reference: str) -> Machine:
        return await self._registry.find(owner, reference)

    async def start(self, owner: str, reference: str) -> Machine:
        """Returns when the workload runs. Raises MachineBootError, CommandNotFoundError, EngineError, MachineStateError."""
        return await self._order(owner, reference, Verb.START)

    async def stop(self, owner: str, reference: str, *, grace: float = DEFAULT_GRACE) -> Machine:
        """Ask the workload, then the guest, and kill the VMM when the grace (seconds) is over; `stop_cause` says which it was."""
        return await self._order(owner, reference, Verb.STOP, grace)

    async def restart(self, owner: str, reference: str, *, grace: float = DEFAULT_GRACE) -> Machine:
        return await self._order(owner, reference, Verb.RESTART, grace)

    async def stop_everything(self, *, grace: float = DEFAULT_GRACE) -> Sequence[Machine]:
        """Every machine of everyone that lives, side by side: the installation is being shut down. Those that stopped."""
        patience = check_grace(grace, self._settings.timeouts.max_grace)
        stopped: list[Machine] = []

        async def stop(machine: Machine) -> None:
            try:
                stopped.append(await self._perform(machine, Order(Verb.STOP, patience)))
            except IngleError as error:
                log.error("stop_failed", machine=machine.id, error=error.sentence)

        async with anyio.create_task_group() as group:
            for machine in await self._registry.everyone():
                if machine.status.state not in (State.STOPPED, State.FAILED):
                    group.start_soon(stop, machine)
        return stopped

    async def pause(self, owner: str, reference: str) -> Machine:
        """Raises FeatureMissingError when the engine cannot."""
        return await self._order(owner, reference, Verb.PAUSE)

    async def resume(self, owner: str, reference: str) -> Machine:
        return await self._order(owner, reference, Verb.RESUME)

    async def remove(self, owner: str, reference: str, *, force: bool = False) -> None:
        """With its writable layer. Raises MachineStateError for one that is not stopped, unless forced."""
        machine = await self._registry.find(owner, reference)
        await self._keepers.perform(machine.id, Order(Verb.KILL_AND_REMOVE if force else Verb.REMOVE))

    async def update(
        self, owner: str, reference: str, *, name: str | None = None, labels: Mapping[str, str] | None = None
    ) -> Machine:
        """What is None is left alone. Raises MachineNameTakenError."""
        if name is not None:
            check_name(name)
        if labels is not None:
            check_labels(labels)
        machine = await self._registry.find(owner, reference)
        if name is not None and name != machine.name:
            machine = await self._registry.rename(machine, name)
            await self._rename_guest(machine)
        if labels is not None:
            machine = await self._registry.label(machine, labels)
        self._ledger.tell(machine)
        return machine

    async def _rename_guest(self, machine: Machine) -> None:
        """The guest is called as its machine is; one that cannot hear it now learns it at its next start."""
        life = self._keepers.life(machine.id)
        if life is None or life.link is None or machine.status.state is not State.RUNNING:
            return
        with suppress(IngleError), anyio.move_on_after(self._settings.timeouts.request.total_seconds()):
            await life.link.configure(GuestConfiguration(hostname=machine.hostname))

    async def _order(self, owner: str, reference: str, verb: Verb, grace: float = 0.0) -> Machine:
        patience = check_grace(grace, self._settings.timeouts.max_grace)
        return await self._perform(await self._registry.find(owner, reference), Order(verb, patience))

    async def _perform(self, machine: Machine, order: Order) -> Machine:
        changed = await self._keepers.perform(machine.id, order)
        if changed is None:
            raise MachineNotFoundError(machine.name)
        return changed
