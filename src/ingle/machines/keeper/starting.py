"""From a VMM that was started, or found half started, to a machine whose workload runs. Every step may have been done before."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TypeVar

import anyio

from ingle.base.errors import Kind
from ingle.machines.errors import CommandNotFoundError, GuestError, GuestLostError, MachineBootError
from ingle.machines.keeper.life import Life
from ingle.machines.keeper.orders import Bell
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import Machine
from ingle.machines.names import WORKLOAD_SESSION
from ingle.machines.policy import timers
from ingle.machines.policy.launching import env_bytes, guest_machine_id, mac_of, network_of, to_bytes
from ingle.machines.policy.stopping import with_tail
from ingle.machines.ports import Ended, GuestConfiguration, GuestLink, ProcessSpec, TerminalSize, VmmExit

T = TypeVar("T")

ENTROPY_BYTES = 64
INTERRUPTS = b"/proc/interrupts"
WALKED = ProcessSpec(session="first-steps", argv=(b"true",))
NOBODY = GuestConfiguration(
    hostname="nobody", mac="52:54:00:00:00:00", dns=("127.0.0.1",), machine_id="0" * 32
)


async def first_link(shop: Workshop, life: Life, bell: Bell) -> GuestLink:
    """Wait for the guest. Raises MachineBootError when it does not come up."""
    async with _patience(shop, life):
        return await _next_link(life, bell)
    raise AssertionError  # the context passes nothing over


async def has_timer(shop: Workshop, life: Life, bell: Bell) -> bool:
    """Whether the guest's kernel can wait for a time. On a host that is too busy, Linux may measure a processor's timer that software emulates and find
    it too slow ("APIC frequency too slow, disabling apic timer"); it goes on without, and nothing that sleeps ever wakes, there and in all that begin as
    this guest. Raises MachineBootError."""
    async with _patience(shop, life):
        return await _over_links(life, bell, _as_nobody)
    raise AssertionError  # the context passes nothing over


async def _as_nobody(link: GuestLink) -> bool:
    """An agent tells nothing before it has been told a name; what it is told later takes that one's place."""
    await link.configure(NOBODY)
    return await counts_time(link)


async def counts_time(link: GuestLink) -> bool:
    """`has_timer`, of a guest that has a name. Raises GuestLostError."""
    try:
        async with link.files.read(INTERRUPTS) as (_, content):
            return timers.has_timer(b"".join([piece async for piece in content]))
    except GuestLostError:
        raise
    except GuestError:
        return True  # a guest that cannot tell is believed


async def rehearse(shop: Workshop, life: Life, bell: Bell) -> None:
    """Before a guest becomes a template. Raises MachineBootError, GuestError."""
    async with _patience(shop, life):
        await _over_links(life, bell, take_first_steps)


async def take_first_steps(link: GuestLink) -> None:
    """Be told a name that is nobody's, and walk. What begins as this guest finds its files copied up to its disk, its link up and its first program read,
    and has to do none of it. Raises GuestError."""
    await link.configure(NOBODY)
    await walk(link)


async def introduce(shop: Workshop, machine: Machine, life: Life, bell: Bell) -> None:
    """Wait for the guest, and tell it who it is. Raises MachineBootError when it does not come up."""

    async def tell(link: GuestLink) -> None:
        told = configuration_of(shop, machine)
        await link.configure(_news_of(told) if life.introduced else told)

    async with _patience(shop, life):
        await _over_links(life, bell, tell)


async def start_workload(shop: Workshop, machine: Machine, life: Life, bell: Bell) -> str:
    """Of a guest that knows who it is; its kernel's version. Raises MachineBootError, CommandNotFoundError when it cannot be started."""

    async def begin(link: GuestLink) -> str:
        await _start_workload(shop, machine, life, link)
        return link.ready.kernel

    async with _patience(shop, life):
        return await _over_links(life, bell, begin)
    raise AssertionError  # the context passes nothing over


@asynccontextmanager
async def _patience(shop: Workshop, life: Life) -> AsyncIterator[None]:
    """What goes wrong while a guest comes up, as a MachineBootError that says why."""
    limit = shop.settings.timeouts.boot
    try:
        with anyio.fail_after(limit.total_seconds()):
            yield
    except TimeoutError as error:
        why = f": {life.link_error}" if life.link_error else ""
        sentence = (
            f"the guest was not up within {limit.total_seconds():.0f} seconds{why}; its console tells more"
        )
        raise MachineBootError(sentence, kind=Kind.TIMEOUT) from error


async def _over_links(life: Life, bell: Bell, act: Callable[[GuestLink], Awaitable[T]]) -> T:
    """Over the guest's link and, when that is lost, over the next: the VMM may well live, and every step may be done again."""
    lost: GuestLink | None = None
    while True:
        link = await _next_link(life, bell, lost)
        try:
            return await act(link)
        except GuestLostError:
            lost = link


async def _next_link(life: Life, bell: Bell, lost: GuestLink | None = None) -> GuestLink:
    """The first one, or another than the one that was lost. Raises MachineBootError when none will come."""
    while life.link is None or life.link is lost:
        if life.end is not None:
            raise _ended(life.end)
        if isinstance(life.link_error, GuestError):
            raise MachineBootError(f"the agent cannot be talked to: {life.link_error}")
        await bell.wait()
    return life.link


def _ended(end: VmmExit) -> MachineBootError:
    how = end.reason or (f"code {end.code}" if end.code is not None else f"signal {end.signal}")
    return MachineBootError(with_tail(f"the VMM ended ({how}) before the guest was up", end.log_tail))


def configuration_of(shop: Workshop, machine: Machine) -> GuestConfiguration:
    network = network_of(machine.id)
    return GuestConfiguration(
        hostname=machine.hostname,
        address=f"{network.address}/{network.prefix}",
        gateway=network.gateway,
        mac=mac_of(machine.id),
        dns=(network.dns,),
        time=shop.clock.now(),
        entropy=shop.random(ENTROPY_BYTES),
        machine_id=guest_machine_id(machine.id),
        env=env_bytes(machine.launch.env),
    )


def _news_of(told: GuestConfiguration) -> GuestConfiguration:
    """What a guest does not know yet that waited as this machine: every word less is time that somebody waits."""
    return replace(told, address=None, gateway=None, mac=None, dns=(), machine_id=None)


async def _start_workload(shop: Workshop, machine: Machine, life: Life, link: GuestLink) -> None:
    if not machine.launch.argv:
        return
    if any(session.id == WORKLOAD_SESSION for session in await link.sessions()):
        life.pump.follow()
        return
    try:
        life.pump.follow(await link.exec(_workload_spec(shop, machine)))
    except GuestError as error:
        if error.code in ("not_found", "not_executable"):
            raise CommandNotFoundError(
                f"cannot run {machine.launch.argv[0]!r}: {error.sentence}", command=machine.launch.argv[0]
            ) from error
        raise


def _workload_spec(shop: Workshop, machine: Machine) -> ProcessSpec:
    launch = machine.launch
    return ProcessSpec(
        session=WORKLOAD_SESSION,
        argv=tuple(to_bytes(word) for word in launch.argv),
        cwd=to_bytes(launch.working_dir) if launch.working_dir else None,
        user=launch.user or None,
        tty=TerminalSize(24, 80) if machine.request.tty else None,
        keep=True,
        role="workload",
        stop_signal=launch.stop_signal,
        scrollback=shop.settings.workload_scrollback,
        restart=machine.request.restart if machine.request.restart.when != "no" else None,
        health=machine.request.health,
    )


async def walk(link: GuestLink) -> None:
    """The way of a first command, so that its code and its files are in memory, and translated where the accelerator translates. An image without such a
    program is walked as far as it goes."""
    await link.sessions()
    with suppress(GuestError):
        stream = await link.exec(WALKED)
        try:
            async for event in stream:
                if isinstance(event, Ended):
                    break
        finally:
            await stream.aclose()
    with suppress(GuestError):
        await link.forget(WALKED.session)
