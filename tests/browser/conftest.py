"""A real Chromium on a real daemon: one house for all files that want real machines, and one for all others. Each test has a browser of its own."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from browser.desk import PHONE, Desk, Visit
from browser.files_app import Put
from browser.seats import Seats
from support.house import House, house


@dataclass(frozen=True)
class Lodging:
    """What tests have of a house: one login, since a password costs its second by design and the form has tests of its own, and pages."""

    session: str
    seats: Seats


CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = [
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
    "--disable-gpu",
    "--disable-3d-apis",  # xterm.js then draws with elements, whose text can be read
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="package")
def houses() -> Iterator[Callable[[str], House]]:
    """By their engine, each opened when it is asked for first."""
    opened: dict[str, House] = {}
    with ExitStack() as until_the_end:

        def house_of(engine: str) -> House:
            if engine not in opened:
                opened[engine] = until_the_end.enter_context(house(engine, busybox=True))
            return opened[engine]

        yield house_of


@pytest.fixture(scope="module")
def home(houses: Callable[[str], House], request: pytest.FixtureRequest) -> House:
    """With real machines for a file that is marked so; those of others do and say the same, and cost nothing."""
    return houses("qemu" if request.node.get_closest_marker("machine") else "fake")


@pytest.fixture(scope="module")
def password(home: House) -> str:
    """The admin's. By module: one may have a house of its own."""
    return home.password


@pytest.fixture(scope="module")
def machine(home: House) -> str:
    """The name of a running machine that the tests share."""
    if "hearth" not in home.machine_names():
        home.ingle("create", "--name", "hearth", "busybox")
    return "hearth"


@pytest.fixture
def moments(home: House) -> str:
    """The name of a machine that is awake and has a snapshot."""
    if "moments" not in home.machine_names():
        home.ingle("create", "--name", "moments", "busybox")
        home.ingle("snapshot", "create", "moments", "kept")
    home.ingle("exec", "moments", "--", "true")
    return "moments"


@pytest.fixture(scope="package")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Not for longer: while it is there an event loop runs, and other tests want their own."""
    Desk.thorough = request.config.getoption("soak")
    expect.set_options(timeout=30_000)  # a busy machine boots slowly
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def lodgings(chromium: Browser) -> Iterator[dict[str, Lodging]]:
    """By the house's address: files of tests have them one after another."""
    made: dict[str, Lodging] = {}
    yield made
    for lodging in made.values():
        lodging.seats.close()


@pytest.fixture(scope="module")
def lodging(lodgings: dict[str, Lodging], chromium: Browser, home: House, password: str) -> Lodging:
    kept = lodgings.get(home.url)
    if kept is None:
        lodgings[home.url] = Lodging(log_in(home, password), Seats(chromium, home.url, password))
    elif not is_in(home, kept.session):  # a test has logged out
        lodgings[home.url] = replace(kept, session=log_in(home, password))
    return lodgings[home.url]


@pytest.fixture(scope="module")
def session(lodging: Lodging) -> str:
    """A login of the admin's that browsers can have."""
    return lodging.session


def is_in(home: House, session: str) -> bool:
    return httpx.get(f"{home.url}/api/v1/me", cookies={"ingle_session": session}, timeout=60).is_success


def log_in(home: House, password: str, name: str = "admin") -> str:
    """Answers the session. By the form it would be a road of its own."""
    answer = httpx.post(
        f"{home.url}/api/v1/login",
        json={"name": name, "password": password},
        headers={"Origin": home.url},
        timeout=60,
    )
    assert answer.is_success, answer.text
    return answer.cookies["ingle_session"]


@pytest.fixture(scope="module")
def account(home: House, session: str) -> Iterator[httpx.Client]:
    """The person whose desk it is, without a desk."""
    with httpx.Client(
        base_url=f"{home.url}/api/v1",
        timeout=60,
        headers={"Origin": home.url},
        cookies={"ingle_session": session},
    ) as client:
        yield client


@pytest.fixture(scope="module")
def seats(lodging: Lodging) -> Seats:
    return lodging.seats


@pytest.fixture
def visit(seats: Seats, account: httpx.Client, session: str) -> Iterator[Visit]:
    """Opens the desktop in a browser that knows nothing yet, or a login alone: the admin's (`signed_in`), who left nothing open, or `whose` session it is.

    The test fails if a page said something was wrong.
    """
    for key in (
        "desktop.windows",
        "desktop.taskbar",
        "desktop.icons",
        "desktop.look",
        "desktop.notifications",
    ):
        account.delete("/kv/entry", params={"key": key})
    taken: list[tuple[Desk, dict[str, Any]]] = []

    def visit(*, signed_in: bool = False, whose: str = "", **options: Any) -> Desk:
        desk = seats.take(whose or (session if signed_in else None), options)
        taken.append((desk, options))
        return desk

    yield visit
    assert [complaint for desk, options in taken for complaint in seats.give_back(desk, options)] == []


@pytest.fixture
def desk(visit: Visit) -> Desk:
    """Signed in, at a desk's width."""
    return visit(signed_in=True)


@pytest.fixture
def phone(visit: Visit) -> Desk:
    return visit(signed_in=True, **PHONE)


@pytest.fixture
def api(account: httpx.Client) -> httpx.Client:
    """Somebody at another desk of the same person."""
    return account


@pytest.fixture
def folder(api: httpx.Client, request: pytest.FixtureRequest) -> Iterator[str]:
    """The name of a directory in Documents of this test's own."""
    name = request.node.name[5:45]
    made = api.post("/files/mkdir", json={"path": f"~/Documents/{name}", "parents": True})
    assert made.status_code == 201, made.text
    yield name
    api.post("/files/remove", json={"path": made.json()["id"], "recursive": True})


@pytest.fixture
def put(api: httpx.Client, folder: str) -> Put:
    def write(name: str, content: bytes) -> None:
        answer = api.put(
            "/files", params={"path": f"~/Documents/{folder}/{name}", "parents": True}, content=content
        )
        assert answer.is_success, answer.text

    return write
