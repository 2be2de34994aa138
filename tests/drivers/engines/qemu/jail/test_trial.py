from collections.abc import Iterator
from pathlib import Path

import pytest

from ingle.base.errors import UnavailableError
from ingle.drivers.engines.qemu.jail import trial
from ingle.drivers.engines.qemu.jail.trial import Verdict, find_jail, try_jails
from ingle.runtime.processes import ProgramMissingError, find_program
from support.engines import open_descriptors


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if nothing had been tried in this process."""
    monkeypatch.setattr(trial, "_verdict", [])
    before = open_descriptors()
    yield
    assert open_descriptors() == before


def without(*absent: str) -> object:
    def find(name: str) -> Path:
        if name in absent:
            raise ProgramMissingError(name)
        return find_program(name)

    return find


def broken(name: str) -> object:
    return lambda wanted: Path("/bin/false") if wanted == name else find_program(wanted)


async def test_here_jails_work_completely() -> None:
    verdict = await try_jails()
    assert verdict.lacking == ""
    assert verdict.jail is not None
    assert verdict.jail.slirp4netns is not None


@pytest.mark.parametrize("choice", ["auto", "on"])
async def test_it_is_tried_once(monkeypatch: pytest.MonkeyPatch, choice: trial.JailChoice) -> None:
    first = await find_jail(choice)
    monkeypatch.setattr(trial, "find_program", without("bwrap"))
    assert await find_jail(choice) is first


async def test_without_bubblewrap_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "find_program", without("bwrap"))
    assert await find_jail("auto") == Verdict(None, "bwrap is not installed")
    with pytest.raises(UnavailableError, match="bwrap is not installed"):
        await find_jail("on")


@pytest.mark.parametrize("program", ["slirp4netns", "nsenter", "ip"])
async def test_without_a_networks_programs_it_shares_the_hosts(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(trial, "find_program", without(program))
    verdict = await find_jail("auto")
    assert verdict.jail is not None
    assert verdict.jail.slirp4netns is None
    assert verdict.lacking == f"machines share the host's network: {program} is not installed"
    with pytest.raises(UnavailableError, match=program):
        await find_jail("on")


async def test_a_jail_that_is_installed_and_fails_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "find_program", broken("bwrap"))
    verdict = await find_jail("auto")
    assert verdict.jail is None
    assert "cannot make a jail" in verdict.lacking


async def test_a_network_that_is_installed_and_fails_is_the_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "find_program", broken("slirp4netns"))
    verdict = await find_jail("auto")
    assert verdict.jail is not None
    assert "cannot start the machine's network" in verdict.lacking


async def test_off_is_told_and_tries_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "find_program", without("bwrap", "sleep"))
    verdict = await find_jail("off")
    assert verdict.jail is None
    assert "settings" in verdict.lacking
