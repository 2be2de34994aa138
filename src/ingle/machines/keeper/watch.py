"""Hears what the agent tells unasked about the workload that it looks after: the one reader of a link's events."""

from dataclasses import replace

from ingle.base.clock import Clock
from ingle.machines.keeper.orders import Bell
from ingle.machines.keeper.pump import NextLink
from ingle.machines.model import Exit, Health, Workload
from ingle.machines.names import WORKLOAD_SESSION
from ingle.machines.policy.supervision import Pace, paced
from ingle.machines.ports import GuestEvent, GuestLink, HealthChanged, WorkloadChanged


class Watch:
    """The newest of it. The bell rings at every change, and who records them asks whether it is time: the pace bounds how often."""

    def __init__(self, workload: Workload, clock: Clock, bell: Bell) -> None:
        self.last: Exit | None = None  # how the workload ended last, before it was started again
        self.said = b""  # by the check that changed its health
        self._restarts = workload.restarts
        self._health = workload.health
        self._backing_off = workload.backing_off
        self._clock = clock
        self._bell = bell
        self._pace = Pace()
        self._news = False

    async def run(self, next_link: NextLink) -> None:
        """As long as it is let."""
        link: GuestLink | None = None
        while True:
            link = await next_link(link)
            self._begin(link)
            async for event in link.events():
                self._hear(event)

    def laid_over(self, workload: Workload) -> Workload:
        """The workload as it is known now; one that has ended stays as it is."""
        if workload.state != "running":
            return workload
        return replace(workload, restarts=self._restarts, health=self._health, backing_off=self._backing_off)

    def start(self, *, checked: bool) -> None:
        """The workload has just been started; an agent tells nothing of the time before its first check."""
        if checked and self._health == "none":
            self._health = "starting"

    def is_due(self) -> bool:
        """Whether there is something to record, and it may be by now."""
        return self._news and self._clock.monotonic() >= self._pace.free_at

    def seconds(self) -> float:
        """Until it is due; infinite when there is nothing to record."""
        return max(0.0, self._pace.free_at - self._clock.monotonic()) if self._news else float("inf")

    def recorded(self) -> None:
        self._news = False
        self._pace = paced(self._pace, self._clock.monotonic())

    def _begin(self, link: GuestLink) -> None:
        """What was missed while there was no link, or no daemon. Sessions do not tell of a back-off, so that is believed while nothing else is new."""
        for session in link.ready.sessions:
            if session.id == WORKLOAD_SESSION:
                waits = self._backing_off and session.restarts == self._restarts and session.running
                self._become(session.restarts, session.health, backing_off=waits)

    def _hear(self, event: GuestEvent) -> None:
        match event:
            case WorkloadChanged(session, restarts, state, exit_) if session == WORKLOAD_SESSION:
                self.last = exit_ if exit_ is not None else self.last
                self._become(restarts, self._health, backing_off=state == "backing_off")
            case HealthChanged(session, health, output) if session == WORKLOAD_SESSION:
                self.said = output
                self._become(self._restarts, health, backing_off=self._backing_off)
            case _:
                pass

    def _become(self, restarts: int, health: Health, *, backing_off: bool) -> None:
        if (restarts, health, backing_off) != (self._restarts, self._health, self._backing_off):
            self._restarts, self._health, self._backing_off = restarts, health, backing_off
            self._news = True
            self._bell.ring()
