"""What every agent calls work: what a person or a program began and nobody may be watching. An idle shell is none."""

from ingle.machines.ports import GuestActivity, GuestLink, ProcessSpec, TerminalSize
from support.guests import Guest, pieces, read_until, wait_for

DECLARED = b"/run/ingle/busy"
SHELL = ProcessSpec("shell", (b"sh",), {"PS1": b"$ "}, tty=TerminalSize(24, 80), stdin=True)
IDLE = GuestActivity(busy=False)


async def wait_until(link: GuestLink, activity: GuestActivity) -> None:
    async def so() -> bool:
        return await link.activity() == activity

    await wait_for(so)


async def test_a_guest_where_nothing_runs_is_idle(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        assert await link.activity() == IDLE


async def test_a_program_without_a_terminal_is_work_unless_it_is_the_workload(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await link.exec(ProcessSpec("main", (b"sleep", b"600"), keep=True, role="workload"))
        assert await link.activity() == IDLE
        await link.exec(ProcessSpec("job", (b"sleep", b"601"), keep=True))
        assert await link.activity() == GuestActivity(busy=True, reasons=("session job: sleep 601",))
        await link.signal("job", 9)
        await wait_until(link, IDLE)


async def test_a_shell_is_work_while_a_command_of_it_runs(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        shell = await link.exec(SHELL)
        await read_until(shell, b"$ ")
        assert await link.activity() == IDLE
        await shell.send(b"cat\r")
        await wait_until(link, GuestActivity(busy=True, reasons=("session shell: cat",)))
        await shell.send(b"\x03")
        await wait_until(link, IDLE)


async def test_a_workload_may_say_that_it_is_busy(guest: Guest) -> None:
    if not guest.powers:
        return
    async with guest.link(fresh=True) as link:
        await link.files.write(DECLARED, pieces(b""))
        assert await link.activity() == GuestActivity(busy=True, reasons=(DECLARED.decode(),))
        await link.files.remove(DECLARED)
        assert await link.activity() == IDLE
