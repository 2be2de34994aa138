"""Starting a program in a jail, with its way out into the network."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import anyio
from anyio import to_thread

from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.drivers.engines.qemu.jail.command import Wires, jail_command
from ingle.drivers.engines.qemu.jail.entry import see_in
from ingle.drivers.engines.qemu.jail.network import RESOLVER, close_to_host, give_network
from ingle.drivers.engines.qemu.jail.plan import JailPlan
from ingle.drivers.engines.qemu.jail.seccomp import filter_program
from ingle.machines.errors import EngineError
from ingle.runtime.cgroups import ControlGroup
from ingle.runtime.processes import Detached, Process, ToolError, spawn

_RESOLV_CONF = Path("/etc/resolv.conf")


@dataclass(frozen=True)
class Jail:
    bwrap: Path
    slirp4netns: Path | None  # None: what is jailed shares the host's network

    async def spawn(self, start: Detached, plan: JailPlan) -> Process:
        """Like `processes.spawn`; the descriptors that stay open are the plan's. Raises EngineError, and OSError as the system says it."""
        plan = replace(plan, network="own" if self.slirp4netns else "host")
        with _pipe() as (
            reader,
            writer,
        ):  # the program alone keeps the writer: when it is gone, so is its network
            process = await self._enter(start, replace(plan, descriptors=(*plan.descriptors, writer.fd)))
            writer.close()
            log = VmmFiles(plan.directory).network_log
            await self._give_network(process, reader.fd, log, start.group)
        return process

    async def _enter(self, start: Detached, plan: JailPlan) -> Process:
        """The program, in its jail; or ended already."""
        resolver = RESOLVER if plan.network == "own" else await to_thread.run_sync(_host_resolver)
        with _memory(filter_program()) as rules, _memory(resolver) as names, _pipe() as (told, telling):
            telling.have_it_read()
            with anyio.CancelScope(shield=True):
                argv = jail_command(self.bwrap, start.argv, plan, Wires(telling.fd, rules, names))
                descriptors = (*plan.descriptors, telling.fd, rules, names)
                between = await spawn(replace(start, argv=argv, descriptors=descriptors, file_limit=None))
                telling.close()
                process = await see_in(between, told.fd, self.bwrap, start.log)
        if start.file_limit is not None and process.alive:
            limit = (start.file_limit, start.file_limit)
            resource.prlimit(process.identity.pid, resource.RLIMIT_FSIZE, limit)
        return process

    async def _give_network(self, process: Process, life: int, log: Path, group: ControlGroup | None) -> None:
        if self.slirp4netns is None or not process.alive:
            return
        pid = process.identity.pid
        try:
            process.accompany(await give_network(self.slirp4netns, pid, life=life, log=log, group=group))
            await close_to_host(pid)
        except BaseException as error:
            ended = not process.alive
            with anyio.CancelScope(shield=True):
                await process.kill()
            if ended and isinstance(error, EngineError | ToolError):
                return  # there is nothing left to give a network to; the caller sees why
            process.release()
            if isinstance(error, ToolError):
                raise EngineError(f"cannot set up the machine's network: {error.sentence}") from error
            raise


def _host_resolver() -> bytes:
    try:
        return _RESOLV_CONF.read_bytes()
    except OSError:  # a host without one resolves through its loopback, says resolv.conf(5)
        return b""


class _End:
    """One end of a pipe, closed once."""

    def __init__(self, fd: int) -> None:
        self.fd = fd

    def have_it_read(self) -> None:
        """Who has this end, of writing, also has one of reading: what is written is never refused because we are gone. bubblewrap would end of that,
        and what it has started would wait for it for ever."""
        both = os.open(f"/proc/self/fd/{self.fd}", os.O_RDWR | os.O_CLOEXEC)
        self.close()
        self.fd = both

    def close(self) -> None:
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


@contextmanager
def _pipe() -> Iterator[tuple[_End, _End]]:
    reader, writer = (_End(fd) for fd in os.pipe())
    try:
        yield reader, writer
    finally:
        reader.close()
        writer.close()


@contextmanager
def _memory(content: bytes) -> Iterator[int]:
    """A file that is nowhere, to be read from its start."""
    descriptor = os.memfd_create("jail", os.MFD_CLOEXEC)
    try:
        os.write(descriptor, content)
        os.lseek(descriptor, 0, os.SEEK_SET)
        yield descriptor
    finally:
        os.close(descriptor)
