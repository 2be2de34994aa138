"""The official SDK on a page, module by module: the programs of tests/conformance, as they run in Node, at whatever name the host is called."""

import json
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page

from browser.desk import DESKTOP
from support.house import ROOT, House, house
from support.puter import PASSWORD

# tests/conformance has the same programs in Node in every run.
pytestmark = [pytest.mark.browser, pytest.mark.soak]

PROGRAMS = ("files", "people", "kv", "apps", "hosting", "perms", "drivers")
NOT_HERE = {
    "drivers": {"entities"},  # of an extension that the daemons of these tests have not
    "people": {"refused"},  # on a page the SDK does not fail: it asks its person to sign in, and waits
}
CONFORMANCE = Path(ROOT) / "tests" / "conformance"
PATIENCE = 240_000  # ms, of a busy box


@cache
def bundled(program: str) -> str:
    made = subprocess.run(
        ["node", CONFORMANCE / "bundle.mjs", program], check=True, capture_output=True, text=True
    )
    return made.stdout


@pytest.fixture
def home() -> Iterator[House]:
    """One for each: the programs mean to be the first who take names."""
    with house(engine="fake") as made:
        yield made


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(permissions=["local-network-access"], **DESKTOP)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def token_for(home: House, name: str) -> str:
    home.ingle("user", "create", name, "--password-stdin", stdin=f"{PASSWORD}\n".encode())
    answer = httpx.post(f"{home.url}/login", json={"username": name, "password": PASSWORD})
    return str(answer.json()["token"])


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "house.localhost"])
def test_each_method_answers_as_the_sdk_expects(home: House, page: Page, host: str) -> None:
    origin = f"http://{host}:{home.port}"
    empty = f"{origin}/an/empty/page"
    page.route(empty, lambda route: route.fulfill(body="<!doctype html><body>", content_type="text/html"))
    wrong: dict[str, dict[str, Any]] = {}
    for program in PROGRAMS:
        people = [f"{who}-{program}-{host.replace('.', '-')}"[:40] for who in ("ann", "bob")]
        (ann, bob), (anns, bobs) = people, [token_for(home, one) for one in people]
        page.goto(empty)
        page.evaluate("async () => { globalThis.SDK = await (await fetch('/puter.js/v2')).text(); }")
        told = {"argv": ["", "", origin, anns, ann, bobs, bob], "leaveOut": sorted(NOT_HERE.get(program, ()))}
        page.evaluate("told => { globalThis.process = told; }", told)
        page.add_script_tag(content=bundled(program), type="module")
        page.wait_for_function("() => globalThis.told", timeout=PATIENCE)
        told = page.evaluate("() => globalThis.told")
        assert len(told) > 1
        wrong[program] = {name: said for name, said in told.items() if said}
    assert not any(wrong.values()), json.dumps(wrong, indent=1)
