"""The life of machines as their owners ask for it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import anyio
import structlog

from ingle.base.clock import Clock
from ingle.base.errors import IngleError
from ingle.base.ids import RandomBytes
from ingle.base.paging import Page
from ingle.machines.errors import MachineNameTakenError, MachineNotFoundError
from ingle.machines.keeper import Keepers, Workshop
from ingle.machines.keeper.admission import Admission
from ingle.machines.keeper.gate import Gate
from ingle.machines.keeper.leases import Leases
from ingle.machines.keeper.ledger import Ledger
from ingle.machines.keeper.orders import Order
from ingle.machines.keeper.renewing import keep_fresh
from ingle.machines.keeper.stock import Stock
from ingle.machines.keeper.stocking import claimed
from ingle.machines.model import Beginning, Launch, Machine, MachineRequest, RestHabits, State, Timers
from ingle.machines.names import check_name
from ingle.machines.policy.creation import check_begun, check_labels, check_request
from ingle.machines.policy.launching import launch_of
from ingle.machines.policy.stopping import check_grace
from ingle.machines.policy.thermal import check_timers
from ingle.machines.policy.transitions import Verb
from ingle.machines.ports import (
    Engine,
    GuestConfiguration,
    GuestConnector,
    Host,
    Images,
    Kernels,
    Meter,
    OwnersLimits,
)
from ingle.machines.reconcile import (
    drop_templates_with_their_images,
    remove_orphans,
    sweep_vault,
    take_over_old_disks,
)
from ingle.machines.service.expiry import Expiry
from ingle.machines.service.files import Files
from ingle.machines.service.guests import Guests
from ingle.machines.service.loads import Loads
from ingle.machines.service.logs import Logs
from ingle.machines.service.registry import Registry
from ingle.machines.service.sessions import Sessions
from ingle.machines.service.snapshots import Snapshots
from ingle.machines.service.storage import Storage
from ingle.machines.service.taking_back import taken_back
from ingle.machines.settings import MachineSettings
from ingle.machines.store.vault import Vault
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database

log = structlog.get_logger()

DEFAULT_GRACE = 10.0  # seconds


class MachineService:
    """Works while `running`. `sessions`, `files`, `logs` and `guests` are what goes on inside machines, `snapshots` their moments, `loads` what they took."""

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
        limits: OwnersLimits,
        host: Host,
        meter: Meter,
        settings: MachineSettings,
        data_dir: Path,
    ) -> None:
        self._settings = settings
        self._images = images
        admission = Admission(limits, host, settings.host)
        self._ledger = Ledger(db, bus, clock, admission)
        self._registry = Registry(db, clock, random, admission)
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
            vault=Vault(data_dir),
            leases=Leases(clock),
            boots=Gate(settings.parallel_boots),
            wakes=Gate(settings.parallel_wakes),
            meter=meter,
            host=host,
            stock=Stock(clock),
        )
        self._keepers = Keepers(self._shop)
        self.loads = Loads(self._registry, self._keepers, engine, clock)
        self._expiry = Expiry(self._registry, self._keepers, clock)
        self._bus = bus
        self.snapshots = Snapshots(self._registry, self._keepers, self._shop)
        self.storage = Storage(self._shop)
        self.guests = Guests(self._registry, self._keepers, settings)
        self.sessions = Sessions(self.guests, clock, random, settings)
        self.files = Files(self.guests)
        self.logs = Logs(self._registry, self._keepers, self._shop.directory)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Take over what an earlier daemon left, and serve; leaving lets every machine run on."""
        await sweep_vault(self._shop)
        await take_over_old_disks(self._shop, await self._registry.everyone())
        machines = await self._registry.everyone()
        async with (
            self._keepers.running(machines),
            self._keepers.stocked(),
            anyio.create_task_group() as group,
        ):
            await remove_orphans(self._shop, frozenset(machine.id for machine in machines))
            group.start_soon(self._expiry.run)
            group.start_soon(self.loads.run)
            group.start_soon(keep_fresh, self._shop)
            group.start_soon(drop_templates_with_their_images, self._shop, self._bus)
            yield
            group.cancel_scope.cancel()

    async def create(
        self, owner: str, name: str, request: MachineRequest, *, start: bool = True
    ) -> tuple[Machine, bool]:
        """Make the machine, and start it unless told not to; with whether it was made now.

        Idempotent by name: the same request again finds (and starts) the same machine. No name: one is made up.
        Raises InvalidError, the errors of images, MachineNameTakenError, LimitReachedError and HostFullError, and then nothing is made; and
        what kept it from starting, and then it is failed.
        """
        if name:
            check_name(name)
        check_request(request, self._settings.limits)
        check_timers(request.timers)
        image = await self._images.find(owner, request.image)
        launch = launch_of(image, request)
        if not start:
            return await self._add(owner, name, request, image.id, launch, starts=False)
        with self._shop.stock.creating():
            machine, made = await self._claim(owner, name, request, image.id, launch)
            if machine.status.state in (State.STOPPED, State.FAILED, State.STARTING):
                async with taken_back(machine, self._keepers, made=made):
                    machine = await self._perform(machine, Order(Verb.START))
        return machine, made

    async def _claim(
        self, owner: str, name: str, request: MachineRequest, image_id: str, launch: Launch
    ) -> tuple[Machine, bool]:
        """The machine's row, with the VMM that waited for it if one did. Nobody is cancelled between that and the order that starts it."""
        with anyio.CancelScope(shield=True):
            async with claimed(self._shop, owner, image_id, request) as claim:
                machine, made = await self._add(owner, name, request, image_id, launch, claim.beginning)
                if made:
                    claim.take()
        return machine, made

    async def _add(
        self,
        owner: str,
        name: str,
        request: MachineRequest,
        image_id: str,
        launch: Launch,
        beginning: Beginning | None = None,
        *,
        starts: bool = True,
    ) -> tuple[Machine, bool]:
        machine, made = await self._registry.add(
            owner, name, request, image_id, launch, starts=starts, beginning=beginning
        )
        if made:
            self._ledger.tell(machine)
        return machine, made

    async def create_from(
        self, owner: str, name: str, snapshot: str, request: MachineRequest
    ) -> tuple[Machine, bool]:
        """Make a machine that begins as the snapshot; with whether it was made now. What the snapshot's machine was made with is kept: of the request
        only labels and timers count. Idempotent by name.

        Raises InvalidError for anything else in the request, SnapshotNotFoundError, MachineNameTakenError.
        """
        check_begun(request)
        check_labels(request.labels)
        check_timers(request.timers)
        moment = await self.snapshots.get(owner, snapshot)
        wanted = replace(
            moment.request, source=moment.name, hostname="", labels=request.labels, timers=request.timers
        )
        found = await self._registry.named(owner, name) if name else None
        if found is not None:
            if found.parent != moment.id or found.request != wanted:
                raise MachineNameTakenError(name, ["snapshot"])
            return found, False
        return await self.snapshots.begin(owner, moment, name, wanted), True

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
        """Every machine of everyone that lives, side by side: the installation is being shut down. Those that stopped; who sleeps goes on sleeping."""
        patience = check_grace(grace, self._settings.timeouts.max_grace)
        stopped: list[Machine] = []

        async def stop(machine: Machine) -> None:
            try:
                stopped.append(await self._perform(machine, Order(Verb.STOP, patience)))
            except IngleError as error:
                log.error("stop_failed", machine=machine.id, error=error.sentence)

        async with anyio.create_task_group() as group:
            for machine in await self._registry.everyone():
                if machine.status.state not in (State.STOPPED, State.FAILED, State.COLD):  # these have no VMM
                    group.start_soon(stop, machine)
        return stopped

    async def pause(self, owner: str, reference: str) -> Machine:
        """Raises FeatureMissingError when the engine cannot."""
        return await self._order(owner, reference, Verb.PAUSE)

    async def resume(self, owner: str, reference: str) -> Machine:
        return await self._order(owner, reference, Verb.RESUME)

    async def cool(self, owner: str, reference: str) -> Machine:
        """Let its vCPUs stand still until somebody uses it."""
        return await self._order(owner, reference, Verb.COOL)

    async def sleep(self, owner: str, reference: str) -> Machine:
        """Write its memory to disk and end its VMM, until somebody uses it. Raises FeatureMissingError; after a failure it runs on."""
        return await self._order(owner, reference, Verb.SLEEP)

    async def wake(self, owner: str, reference: str) -> Machine:
        """Raises SnapshotDamagedError, SnapshotForeignError, EngineError; it stays asleep then, and nothing is lost."""
        return await self._order(owner, reference, Verb.WAKE)

    async def sleep_everything(self, *, within: timedelta) -> None:
        """Every machine of everyone that can: the daemon or the host stops. What does not sleep within the time runs on."""

        async def sleep(machine: Machine) -> None:
            try:
                await self._perform(machine, Order(Verb.SLEEP))
            except IngleError as error:
                log.warning("stays_awake", machine=machine.id, reason=error.sentence)

        with anyio.move_on_after(within.total_seconds()):
            async with anyio.create_task_group() as group:
                for machine in await self._registry.everyone():
                    if machine.status.state in (State.RUNNING, State.WARM):
                        group.start_soon(sleep, machine)

    async def rest_habits(self, owner: str) -> RestHabits:
        return await self._registry.rest_habits(owner)

    async def set_rest_habits(self, owner: str, habits: RestHabits) -> None:
        """When the owner's machines cool down that say nothing of their own; holds at once."""
        check_timers(habits)
        for machine in await self._registry.set_rest_habits(owner, habits):
            self._keepers.reconsider(machine)

    async def history(self, owner: str, reference: str) -> Sequence[tuple[datetime, State, str]]:
        """What became of it and when, oldest first."""
        return await self._registry.history(await self._registry.find(owner, reference))

    async def remove(self, owner: str, reference: str, *, force: bool = False) -> None:
        """With its writable layer. Raises MachineStateError for one that is not stopped, unless forced."""
        machine = await self._registry.find(owner, reference)
        await self._keepers.perform(machine.id, Order(Verb.KILL_AND_REMOVE if force else Verb.REMOVE))

    async def update(
        self,
        owner: str,
        reference: str,
        *,
        name: str | None = None,
        labels: Mapping[str, str] | None = None,
        timers: Timers | None = None,
    ) -> Machine:
        """What is None is left alone. Raises MachineNameTakenError."""
        if name is not None:
            check_name(name)
        if labels is not None:
            check_labels(labels)
        if timers is not None:
            check_timers(timers)
        machine = await self._registry.find(owner, reference)
        if name is not None and name != machine.name:
            machine = await self._registry.rename(machine, name)
            await self._rename_guest(machine)
        if labels is not None:
            machine = await self._registry.label(machine, labels)
        if timers is not None:
            machine = await self._registry.set_timers(machine, timers)
            self._keepers.reconsider(machine.id)
        self._ledger.tell(machine)
        return machine

    async def _rename_guest(self, machine: Machine) -> None:
        """The guest is called as its machine is; one that cannot hear it now learns it at its next start."""
        life = self._keepers.life(machine.id)
        if life is None or life.link is None or not life.hot:
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
