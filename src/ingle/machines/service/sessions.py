"""Programs in machines: started, attached to, signalled."""

from collections.abc import Sequence

import anyio

from ingle.base.clock import Clock
from ingle.base.errors import IngleError, InvalidError
from ingle.base.ids import RandomBytes, make_id
from ingle.machines.errors import (
    CommandNotFoundError,
    ExecTimeoutError,
    GuestError,
    GuestLostError,
    SessionNotFoundError,
)
from ingle.machines.model import Command, ExecOutcome, Exit, Machine
from ingle.machines.names import SESSION_PREFIX, is_session_name
from ingle.machines.policy.creation import check_argv, check_environment, check_user
from ingle.machines.policy.idleness import check_idle_after, idle_limit
from ingle.machines.policy.launching import env_bytes, signal_number, to_bytes
from ingle.machines.ports import Ended, GuestSession, Output, ProcessSpec, ProcessStream
from ingle.machines.service.guests import Guests
from ingle.machines.settings import MachineSettings

SIGKILL = 9


class Sessions:
    def __init__(self, guests: Guests, clock: Clock, random: RandomBytes, settings: MachineSettings) -> None:
        self._guests = guests
        self._clock = clock
        self._random = random
        self._settings = settings

    async def exec(self, owner: str, reference: str, command: Command) -> ProcessStream:
        """Start the program and attach to it; the caller closes the stream, which ends the program unless it is to be kept.

        Raises CommandNotFoundError, InvalidError, MachineStateError.
        """
        check_command(command, self._settings)
        lease = command.tty is None or command.keep_awake  # nobody may sit at a terminal that is open
        try:
            return await self._guests.attached(
                owner,
                reference,
                lambda machine, link: link.exec(self._spec(machine, command)),
                lease=lease,
                kept=_is_kept(command),
            )
        except GuestError as error:
            raise _explained(error, command) from error

    async def run(
        self, owner: str, reference: str, command: Command, *, data: bytes, timeout: float
    ) -> ExecOutcome:
        """Run the program to its end and keep what it writes, up to a size. `timeout` in seconds, 0: the daemon's own.

        Raises ExecTimeoutError; the program is killed then.
        """
        limit = self._patience(timeout)
        stream = await self.exec(owner, reference, command)
        collected = _Collected(self._settings.exec_output_bytes)
        try:
            with anyio.move_on_after(limit):
                ended = await _converse(stream, collected, data if command.stdin else None)
                return collected.outcome(stream.session, ended)
            await stream.signal(SIGKILL)
            raise ExecTimeoutError(f"{command.argv[0]!r} ran longer than {limit:g} seconds and was killed")
        finally:
            await stream.aclose()

    async def spawn(self, owner: str, reference: str, command: Command) -> str:
        """Start the program and leave it running; the session to attach to."""
        stream = await self.exec(owner, reference, command)
        await stream.aclose()
        return stream.session

    async def attach(
        self, owner: str, reference: str, session: str, *, tail: int | None = None
    ) -> ProcessStream:
        """What the session has written (its newest `tail` bytes) and will write. Raises SessionNotFoundError."""
        _check_session(session)
        try:
            return await self._guests.attached(
                owner, reference, lambda _, link: link.attach(session, tail=tail), lease=False, kept=False
            )
        except GuestError as error:
            raise _without_session(error, session) from error

    async def list(self, owner: str, reference: str) -> Sequence[GuestSession]:
        """Raises MachineAsleepError: looking does not wake."""
        async with self._guests.looking(owner, reference) as link:
            return await link.sessions()

    async def signal(self, owner: str, reference: str, session: str, name: str) -> None:
        """`TERM`, `SIGTERM` or `15`, to the session's process group. Raises SessionNotFoundError, InvalidError."""
        _check_session(session)
        number = signal_number(name)
        try:
            async with self._guests.asking(owner, reference) as link:
                await link.signal(session, number)
        except GuestError as error:
            raise _without_session(error, session) from error

    async def forget(self, owner: str, reference: str, session: str) -> None:
        """Drop an ended session and its output. Raises SessionNotFoundError, GuestError (busy) while it runs."""
        _check_session(session)
        try:
            async with self._guests.asking(owner, reference) as link:
                await link.forget(session)
        except GuestError as error:
            raise _without_session(error, session) from error

    def _patience(self, timeout: float) -> float:
        timeouts = self._settings.timeouts
        if not 0 <= timeout <= timeouts.max_exec.total_seconds():
            most = timeouts.max_exec.total_seconds()
            raise InvalidError(
                f"the time-out must be between 0 and {most:.0f} seconds", field="timeout_seconds"
            )
        return timeout or timeouts.exec.total_seconds()

    def _spec(self, machine: Machine, command: Command) -> ProcessSpec:
        working_dir = command.working_dir or machine.launch.working_dir
        return ProcessSpec(
            session=make_id(SESSION_PREFIX, self._clock.now(), self._random),
            argv=tuple(to_bytes(word) for word in command.argv),
            env=env_bytes(command.env),
            cwd=to_bytes(working_dir) if working_dir else None,
            user=command.user or machine.launch.user or None,
            tty=command.tty,
            term=command.term,
            stdin=command.stdin or command.tty is not None,
            keep=_is_kept(command),
            idle_after=idle_limit(
                command.idle_after, self._settings.session_idle_after, kept=_is_kept(command)
            ),
        )


def _is_kept(command: Command) -> bool:
    return command.keep or command.tty is not None


def check_command(command: Command, settings: MachineSettings) -> None:
    """Raises InvalidError that names the field."""
    if not command.argv or not command.argv[0]:
        raise InvalidError("there is no program to run; argv must name one", field="argv")
    check_argv(list(command.argv), "argv")
    check_environment(command.env, settings.limits)
    check_user(command.user)
    check_idle_after(command.idle_after)
    if command.working_dir and not command.working_dir.startswith("/"):
        raise InvalidError("the working directory must be an absolute path", field="working_dir")


def _check_session(session: str) -> None:
    if not is_session_name(session):
        raise SessionNotFoundError(session)


def _explained(error: GuestError, command: Command) -> Exception:
    if error.code in ("not_found", "not_executable"):
        program = command.argv[0]
        return CommandNotFoundError(f"cannot run {program!r}: {error.sentence}", command=program)
    if error.code == "unknown_user":
        return InvalidError(error.sentence, field="user")
    return error


def _without_session(error: GuestError, session: str) -> Exception:
    return SessionNotFoundError(session) if error.code == "not_found" else error


async def _converse(stream: ProcessStream, collected: "_Collected", data: bytes | None) -> Exit:
    """Feed and read side by side. What goes wrong in reading is raised as itself, not in the group's wrapping."""
    failure: IngleError | None = None
    async with anyio.create_task_group() as group:
        if data is not None:
            group.start_soon(_feed, stream, data)
        try:
            ended = await collected.read(stream)
        except IngleError as error:
            failure = error
        group.cancel_scope.cancel()
    if failure is not None:
        raise failure
    return ended


async def _feed(stream: ProcessStream, data: bytes) -> None:
    try:
        await stream.send(data)
        await stream.send_eof()
    except GuestLostError:
        return  # the reading side tells it


class _Collected:
    """What a program writes, each pipe up to a limit; the rest is read and dropped, so the program is not held up."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._pipes = {1: bytearray(), 2: bytearray()}
        self._truncated = False

    async def read(self, stream: ProcessStream) -> Exit:
        async for event in stream:
            match event:
                case Output(channel, data):
                    pipe = self._pipes[2 if channel == 2 else 1]
                    room = self._limit - len(pipe)
                    self._truncated = self._truncated or len(data) > room
                    pipe += data[:room]
                case Ended(exit_):
                    return exit_
                case _:
                    pass
        raise GuestLostError

    def outcome(self, session: str, ended: Exit) -> ExecOutcome:
        return ExecOutcome(session, ended, bytes(self._pipes[1]), bytes(self._pipes[2]), self._truncated)
