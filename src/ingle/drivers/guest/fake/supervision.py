"""A supervised workload of the fake guest: when its program is started again, and the checks of its health."""

import signal
from collections.abc import Callable
from dataclasses import dataclass

from ingle.base.clock import Clock
from ingle.drivers.guest import requests
from ingle.drivers.guest.fake.kernel import Process
from ingle.drivers.guest.fake.tree import RefusedError
from ingle.drivers.guest.messages import Event, ExitStatus
from ingle.machines.model import Exit
from ingle.machines.ports import Health

_FIRST_PAUSE, _LONGEST_PAUSE, _GOOD_RUN = 0.1, 60.0, 10.0  # seconds
_OUTPUT = 4096


@dataclass
class Restarts:
    """The decision about one more start, and its time."""

    request: requests.Exec
    clock: Clock
    tell: Callable[[Event], None]
    restarts: int = 0
    due: float | None = None  # when the program is started again; None: it runs, or has ended for good
    asked_to_stop: bool = False
    _in_row: int = 0
    _began: float = 0.0

    def began(self) -> None:
        self._began = self.clock.monotonic()

    def continue_from(self, earlier: "Restarts", *, later: float) -> None:
        """Stand where another stood; the clock shows so many seconds more here."""
        self.restarts, self.asked_to_stop = earlier.restarts, earlier.asked_to_stop
        self.due = None if earlier.due is None else earlier.due + later
        self._in_row, self._began = earlier._in_row, earlier._began + later  # noqa: SLF001 - of its own class

    def is_due(self) -> bool:
        return self.due is not None and self.clock.monotonic() >= self.due

    def stop(self) -> None:
        """Somebody wants the workload to end."""
        self.asked_to_stop = True
        self.due = None

    def ended(self, exit_: Exit) -> bool:
        """The program has ended; whether it will be started again."""
        if self.clock.monotonic() - self._began >= _GOOD_RUN:
            self._in_row = 0
        if self.asked_to_stop or not self._wanted(exit_):
            return False
        self.due = self.clock.monotonic() + min(_FIRST_PAUSE * 2 ** min(self._in_row, 10), _LONGEST_PAUSE)
        self._in_row += 1
        self._tell("backing_off", ExitStatus(code=exit_.code, signal=exit_.signal))
        return True

    def started_again(self) -> None:
        self.due = None
        self.restarts += 1
        self.began()
        self._tell("running")

    def _wanted(self, exit_: Exit) -> bool:
        policy = self.request.restart
        if policy is None or policy.when == "no" or (policy.when == "on-failure" and exit_.code == 0):
            return False
        return policy.max_retries == 0 or self._in_row < policy.max_retries

    def _tell(self, state: str, exit_: ExitStatus | None = None) -> None:
        session = self.request.session
        self.tell(Event(event="workload", session=session, restarts=self.restarts, state=state, exit=exit_))  # type: ignore[arg-type]  # one of two words


@dataclass
class Checks:
    """The health of one workload. `run` starts the check's program, whose output goes to the callable it is given."""

    request: requests.Exec
    clock: Clock
    tell: Callable[[Event], None]
    run: Callable[[list[bytes], Callable[[int, bytes], None]], Process]
    health: Health = "none"
    _failures: int = 0
    _began: float = 0.0
    _due: float | None = None  # of the next check, or of the end of this one's time
    _check: Process | None = None
    _output: bytes = b""

    def begin(self) -> None:
        """The workload begins."""
        if self.request.health is not None:
            self._began = self.clock.monotonic()
            self._failures = 0
            self._output = b""
            self._become("starting")
            self._due = self._began + self.request.health.interval_ms / 1000

    def continue_from(self, earlier: "Checks", *, later: float) -> None:
        """Stand where another stood; a check that was under way there begins anew."""
        self.health = earlier.health
        self._failures, self._began = earlier._failures, earlier._began + later  # noqa: SLF001 - of its own class
        self._due = None if earlier._due is None else earlier._due + later  # noqa: SLF001 - of its own class
        self._output = earlier._output  # noqa: SLF001 - of its own class

    def pause(self) -> None:
        """The workload has ended."""
        self._due = self._check = None

    def advance(self) -> bool:
        """Whether a check could go on at once."""
        check, form = self._check, self.request.health
        if self._due is None or form is None:
            return False
        late = self.clock.monotonic() >= self._due
        if check is None:
            if late:
                self._start(form)
            return late
        if late:
            check.signal(signal.SIGKILL)
        more = check.step()
        if check.exit is not None:
            self._judge(form, good=check.exit.code == 0)
        return more

    def _start(self, form: requests.Health) -> None:
        self._output = b""
        try:
            self._check = self.run(form.argv, self._hear)
        except RefusedError as error:
            self._hear(2, error.message.encode())
            self._judge(form, good=False)
        else:
            self._due = self.clock.monotonic() + form.timeout_ms / 1000

    def _hear(self, _channel: int, data: bytes) -> None:
        self._output = (self._output + data)[-_OUTPUT:]

    def _judge(self, form: requests.Health, *, good: bool) -> None:
        now = self.clock.monotonic()
        self._check = None
        self._due = now + form.interval_ms / 1000
        if good:
            self._failures = 0
            self._become("healthy")
        elif self.health != "starting" or now - self._began >= form.start_period_ms / 1000:
            self._failures += 1
            if self._failures >= form.retries:
                self._become("unhealthy")

    def _become(self, health: Health) -> None:
        before, self.health = self.health, health
        session = self.request.session
        if health != before and before != "none":
            self.tell(Event(event="health", session=session, health=health, output=self._output))
