"""The official SDK on pages, at whatever name the host is called: served by the daemon, uploading, reading and hearing."""

import json
import re
from collections.abc import Iterator
from urllib.request import Request, urlopen

import httpx
import pytest
from playwright.sync_api import Browser, Page

from support.house import House, house

pytestmark = pytest.mark.browser

USE = """
async ([token, name]) => {
    puter.setAuthToken(token);
    const path = `/admin/Documents/${name}.txt`;
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    let listening = null; // the SDK opens another socket whenever it has another token
    let heard = null;
    const listen = setInterval(() => {
        if (puter.fs.socket === listening) return;
        listening = puter.fs.socket;
        listening.once("item.added", (item) => (heard = item));
    }, 5);
    for (let tried = 0; !listening?.connected && tried < 1500; tried += 1) await pause(20);
    const item = await puter.fs.write(path, "hello");
    for (let tried = 0; heard === null && tried < 1500; tried += 1) await pause(20);
    clearInterval(listen);
    return {
        api: puter.APIOrigin,
        written: item.path,
        heard: heard?.path,
        read: await (await puter.fs.read(path)).text(),
        listed: (await puter.fs.readdir("/admin/Documents")).map((each) => each.name),
        user: (await puter.auth.getUser()).username,
    };
}
"""


@pytest.fixture(scope="module")
def home() -> Iterator[House]:
    with house(engine="fake") as made:
        yield made


@pytest.fixture(scope="module")
def token(home: House) -> str:
    found = re.search(r"password\s+(\S+)", home.log.read_text())
    assert found is not None
    body = json.dumps({"username": "admin", "password": found[1]}).encode()
    asked = Request(f"{home.url}/login", body, {"Content-Type": "application/json"})  # noqa: S310 - our own daemon
    with urlopen(asked) as answer:  # noqa: S310
        return str(json.load(answer)["token"])


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    # A page that the test makes up counts as one from far away, which has to ask before it reaches this machine.
    context = chromium.new_context(permissions=["local-network-access"])
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("shown", "loaded"),
    [
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("house.localhost", "house.localhost"),
        ("localhost", "127.0.0.1"),  # a page of another origin
    ],
)
def test_the_sdk_works_from_where_it_was_loaded(
    home: House, token: str, page: Page, shown: str, loaded: str
) -> None:
    # Of the same origin, and with no policy of the house's.
    empty = f"http://{shown}:{home.port}/an/empty/page"
    page.route(empty, lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.goto(empty)
    page.add_script_tag(url=f"http://{loaded}:{home.port}/puter.js/v2")
    name = f"{shown}-{loaded}"
    told = page.evaluate(USE, [token, name])
    path = f"/admin/Documents/{name}.txt"
    assert told["api"] == f"http://{loaded}:{home.port}"
    assert (told["written"], told["heard"], told["read"]) == (path, path, "hello")
    assert f"{name}.txt" in told["listed"]
    assert told["user"] == "admin"


def test_the_sdk_is_kept_until_it_changes(home: House) -> None:
    first = httpx.get(f"{home.url}/puter.js/v2")
    again = httpx.get(f"{home.url}/puter.js/v2", headers={"If-None-Match": first.headers["etag"]})
    assert first.headers["content-type"] == "text/javascript; charset=utf-8"
    assert (again.status_code, again.content) == (304, b"")
