"""One life of a VMM, from its start or adoption to its end: notices the end at once, and keeps a link to its agent open meanwhile."""

import anyio
import structlog

from ingle.base.clock import Clock
from ingle.base.errors import IngleError
from ingle.machines.errors import EngineError, GuestError, GuestLostError, VmmGoneError
from ingle.machines.keeper.orders import Bell
from ingle.machines.keeper.pump import Pump
from ingle.machines.keeper.watch import Watch
from ingle.machines.names import MachineId
from ingle.machines.ports import GuestConfiguration, GuestConnector, GuestLink, Vmm, VmmExit

log = structlog.get_logger()

FIRST_PAUSE = 0.05  # seconds before a lost link is opened again
LONGEST_PAUSE = 5.0


class Life:
    """`link` is the open link or None, `end` the VMM's end; the bell rings when either changes. `hot`: its vCPUs run, and nobody is about to stop them."""

    def __init__(
        self,
        machine: MachineId,
        vmm: Vmm,
        pump: Pump,
        watch: Watch,
        connector: GuestConnector,
        bell: Bell,
        clock: Clock,
        *,
        fresh: bool,
        restored: bool,
    ) -> None:
        self.machine = machine
        self.vmm = vmm
        self.pump = pump
        self.watch = watch
        self.link: GuestLink | None = None
        self.link_error: IngleError | None = None
        self.end: VmmExit | None = None
        self.hot = False
        self.introduced = (
            False  # its guest has its machine's network and id already; an earlier daemon's may have, too
        )
        self.over = False  # nobody watches the VMM any more: it has ended, or the daemon stops
        self._connector = connector
        self.bell = bell
        self._clock = clock
        self._fresh = fresh
        self._restored = restored  # its guest is frozen until it has been told who it is

    async def run(self) -> None:
        """Returns when the VMM has ended."""
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(self._hold_link)
                group.start_soon(self.pump.run, self.next_link)
                group.start_soon(self.watch.run, self.next_link)
                end = await self.vmm.wait()
                await self._drain()
                group.cancel_scope.cancel()
            self.end = end
        finally:
            self.over = True
            self.bell.ring()

    async def next_link(self, after: GuestLink | None = None) -> GuestLink:
        """The open link; waits for it, or for another than the one that was lost. Raises VmmGoneError when none will come."""
        while self.link is None or self.link is after:
            if self.over:
                raise VmmGoneError
            await self.bell.wait()
        return self.link

    async def _drain(self) -> None:
        """What the guest said last may still be on its way through the channel when its VMM has ended."""
        with anyio.move_on_after(1.0):
            while self.link is not None:
                await self.bell.wait()
            await self.pump.wait_idle()

    async def _hold_link(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                channel = await self.vmm.connect()
                async with self._connector.open(channel, fresh=self._fresh) as link:
                    if link.ready.frozen and not self._restored:
                        # Whoever froze it, an earlier daemon or an earlier link, is gone.
                        await link.configure(GuestConfiguration(time=self._clock.now(), thaw=True))
                    self._set(link, None)
                    pause = FIRST_PAUSE
                    await link.wait_lost()
            except (GuestLostError, GuestError, EngineError) as error:
                self._set(None, error)
            else:
                self._set(None, None)
            log.info("link_lost", machine=self.machine, reason=str(self.link_error or ""))
            self._fresh = self._restored = False
            await anyio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def set_hot(self, hot: bool) -> None:
        self.hot = hot
        self.bell.ring()

    def _set(self, link: GuestLink | None, error: IngleError | None) -> None:
        self.link, self.link_error = link, error
        self.bell.ring()
