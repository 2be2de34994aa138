"""The sessions of the fake guest: starting, attaching, listing, forgetting."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ingle.base.clock import Clock
from ingle.drivers.guest import requests
from ingle.drivers.guest.fake.kernel import Context, Program
from ingle.drivers.guest.fake.programs import PROGRAMS
from ingle.drivers.guest.fake.session import Attachment, Session
from ingle.drivers.guest.fake.shell import sh
from ingle.drivers.guest.fake.stream import Stream
from ingle.drivers.guest.fake.tree import RefusedError, Tree, join
from ingle.drivers.guest.frame import Type
from ingle.drivers.guest.messages import Event, Opened, SessionList

_MOST_ENDED = 64
_SESSION_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_USERS = frozenset({"root", "nobody", "daemon", "user"})
_PATH = b"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass
class Sessions:
    clock: Clock
    tree: Tree
    ended: Callable[[Session], None]  # told once of every session that has ended
    tell: Callable[[Event], None]
    env: dict[str, bytes] = field(default_factory=dict)
    frozen: bool = False
    _all: dict[str, Session] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)
    _pid: int = 1

    def advance(self) -> bool:
        """Run every process for a while; whether any could go on at once."""
        more = False
        for session in tuple(self._all.values()):
            more = session.advance() or more
            if session.exit is not None:
                self._note_end(session)
        return more

    def hold(self, *, held: bool) -> None:
        """Let no process take a step, or let them go on."""
        self.frozen = held
        for session in self.running():
            session.hold(held=held)

    def running(self) -> list[Session]:
        return [session for session in self._all.values() if session.exit is None]

    def activity(self) -> list[str]:
        return [reason for session in self._all.values() if (reason := session.activity()) is not None]

    def describe(self) -> SessionList:
        return SessionList(sessions=[session.describe() for session in self._all.values()])

    def start(self, stream: Stream, request: requests.Exec) -> None:
        if not _SESSION_ID.fullmatch(request.session) or not request.argv:
            raise RefusedError("invalid", "session or argv")
        if self.frozen:
            raise RefusedError("busy", "the machine is frozen")
        if request.session in self._all:
            raise RefusedError("exists", f"there is already a session {request.session}")
        if request.user is not None and not _is_user(request.user):
            raise RefusedError("unknown_user", f"there is no user {request.user}")
        if (request.restart or request.health) and request.role != "workload":
            raise RefusedError("invalid", "restart, health: only a workload is supervised")
        self._pid += 1
        context = self._context(request)
        session = self._session(request, context)
        self._all[request.session] = session
        stream.send(Type.OPENED, Opened(pid=session.context.pid))
        self._attach(session, stream, position=0, input_=True)

    def continue_from(self, earlier: "Sessions", *, later: float) -> None:
        """Have the same sessions, as far on. Programs are run again to get there, so the tree is rubbish afterwards."""
        self.env = dict(earlier.env)
        for id_, session in earlier._all.items():  # noqa: SLF001 - of its own class
            context = replace(session.found_there, env=dict(session.found_there.env), tree=self.tree)
            self._all[id_] = self._session(session.request, context)
            self._all[id_].continue_from(session, later=later)
        self._told = set(earlier._told)  # noqa: SLF001 - of its own class
        self._pid = earlier._pid  # noqa: SLF001 - of its own class
        self.hold(held=earlier.frozen)

    def _session(self, request: requests.Exec, context: Context) -> Session:
        return Session(request, context, self.clock, lambda name: _find(name, self.tree), self.tell)

    def attach(self, stream: Stream, request: requests.Attach) -> None:
        session = self.find(request.session)
        log = session.log
        position = log.first if request.since is None else min(request.since, log.next)
        if request.tail is not None:
            position = max(log.first, log.next - request.tail)
        opened = session.describe()
        opened.lost = max(0, log.first - position)
        stream.send(Type.OPENED, opened)
        self._attach(session, stream, position=max(position, log.first), input_=request.input)

    def find(self, session: str) -> Session:
        if session not in self._all:
            raise RefusedError("not_found", f"there is no session {session}")
        return self._all[session]

    def remove(self, session: str) -> None:
        if self.find(session).exit is None:
            raise RefusedError("busy", "the session is running")
        self._forget(session)

    def _attach(self, session: Session, stream: Stream, *, position: int, input_: bool) -> None:
        attachment = Attachment(session, stream, position, input_)
        stream.handler = attachment
        session.attachments.append(attachment)
        attachment.pump()

    def _note_end(self, session: Session) -> None:
        id_ = session.request.session
        if id_ not in self._told:
            self._told.add(id_)
            self.ended(session)
        if session.delivered and not session.kept and not session.attachments:
            self._forget(id_)
        ended = [id_ for id_, session in self._all.items() if session.exit is not None]
        for oldest in ended[: max(0, len(ended) - _MOST_ENDED)]:
            self._forget(oldest)

    def _forget(self, session: str) -> None:
        self._all.pop(session, None)
        self._told.discard(session)

    def _context(self, request: requests.Exec) -> Context:
        env = {} if request.clear_env else {"PATH": _PATH, "HOME": b"/root", **self.env}
        env |= request.env or {}
        size = None
        if request.tty is not None:
            size = (request.tty.rows, request.tty.cols)
            env.setdefault("TERM", (request.tty.term or "xterm-256color").encode())
        cwd = request.cwd or b"/"
        if not self.tree.find(cwd).is_directory:
            raise RefusedError("not_a_directory", "cwd")
        return Context(request.argv, env, cwd, self._pid, self.tree, size)


def _find(program: bytes, tree: Tree) -> Callable[[Context], Program]:
    directory, _, name = program.rpartition(b"/")
    known = {**PROGRAMS, b"sh": sh, b"bash": sh}
    if name in known and directory in (b"", b"/bin", b"/usr/bin"):
        return known[name]
    if directory:
        tree.find(join(b"/", program))
        raise RefusedError("not_executable", f"{program!r} cannot be executed")
    raise RefusedError("not_found", f"{program!r} is not in PATH")


def _is_user(user: str) -> bool:
    return all(part in _USERS or part.isdigit() for part in user.split(":", 1))
