"""The official SDK on pages, at whatever name the host is called: served by the daemon, uploading, reading and hearing."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from browser.desk import DESKTOP, PLAIN
from support.house import House

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


WRITE_OWN = """
() => {
    globalThis.told = null;
    (async () => ({
        app: puter.getAppIDFromAuthToken(puter.authToken),
        path: (await puter.fs.write(`~/AppData/${puter.getAppIDFromAuthToken(puter.authToken)}/a.txt`, "mine")).path,
        others: await puter.fs.stat("/admin/Documents").then(() => "seen", (reason) => reason.code),
    }))().then((done) => (globalThis.told = done), (reason) => (globalThis.told = { wrong: String(reason.message ?? reason) }));
}
"""


@pytest.fixture(scope="module")
def token(home: House, password: str) -> str:
    body = json.dumps({"username": "admin", "password": password}).encode()
    asked = Request(f"{home.url}/login", body, {"Content-Type": "application/json"})  # noqa: S310 - our own daemon
    with urlopen(asked) as answer:  # noqa: S310
        return str(json.load(answer)["token"])


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    # A page that the test makes up counts as one from far away, which has to ask before it reaches this machine.
    context = chromium.new_context(permissions=["local-network-access"], **DESKTOP)
    context.add_init_script(PLAIN)
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


SIGN_IN = """
globalThis.signIn = (options) => {
    globalThis.told = null;
    puter.auth.signIn(options).then((said) => (globalThis.told = said), (reason) => (globalThis.told = reason));
};
addEventListener("click", () => signIn(globalThis.wanted));
"""


def _told(page: Page, popup: Page | None = None) -> dict[str, Any]:
    """What the page's sign-in ended with, when its pop-up is gone: while it is there, the next one is the same window."""
    page.wait_for_function("() => globalThis.told", timeout=60_000)
    if popup and not popup.is_closed():
        popup.wait_for_event("close")
    return dict(page.evaluate("globalThis.told"))


def test_a_page_of_another_origin_signs_a_person_in(home: House, password: str, page: Page) -> None:
    """To whose app the person says no, then yes; after that it is not asked again, unless it wants that."""
    origin = f"http://house.localhost:{home.port}"
    page.route(
        f"{origin}/page", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html")
    )
    page.goto(f"{origin}/page")
    page.add_script_tag(url=f"http://localhost:{home.port}/puter.js/v2")
    page.add_script_tag(content=SIGN_IN)

    with page.expect_popup() as opened:
        page.mouse.click(10, 10)
    popup = opened.value
    popup.get_by_label("Name").fill("admin")
    popup.get_by_label("Password", exact=True).fill(password)
    popup.get_by_role("button", name="Log in", exact=True).click()
    consent = popup.get_by_role("form", name="Sign in")
    expect(consent).to_contain_text(origin)
    assert page.evaluate("globalThis.told") is None
    consent.get_by_role("button", name="Refuse").click()
    assert _told(page, popup) == {"success": False, "error": "auth_denied"}

    with page.expect_popup() as opened:
        page.mouse.click(10, 10)
    opened.value.get_by_role("button", name="Allow").click()
    told = _told(page, opened.value)
    assert (told["success"], told["username"]) == (True, "admin")
    with page.expect_popup() as opened:  # which asks nothing
        page.mouse.click(10, 10)
    assert _told(page, opened.value)["app_uid"] == told["app_uid"]

    page.evaluate(WRITE_OWN)
    written = _told(page)
    assert written == {
        "app": told["app_uid"],
        "path": f"/admin/AppData/{told['app_uid']}/a.txt",
        "others": "subject_does_not_exist",
    }
    page.evaluate("globalThis.wanted = { request_auth: true }")
    with page.expect_popup() as opened:
        page.mouse.click(10, 10)
    opened.value.get_by_role("button", name="Allow").wait_for()
    opened.value.close()
    assert _told(page)["error"] == "auth_window_closed"


def test_a_page_that_hears_nothing_signs_a_person_in(home: House, password: str, page: Page) -> None:
    """Browsers part a page that is cross-origin isolated from the windows that it opens."""
    origin = f"http://house.localhost:{home.port}"
    alone = {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp"}
    page.route(
        f"{origin}/alone",
        lambda route: route.fulfill(body="<!doctype html>", content_type="text/html", headers=alone),
    )
    page.goto(f"{origin}/alone")
    assert page.evaluate("globalThis.crossOriginIsolated")
    page.add_script_tag(url=f"http://localhost:{home.port}/puter.js/v2")
    page.add_script_tag(content=SIGN_IN)
    with page.context.expect_page() as opened:
        page.mouse.click(10, 10)
    popup = opened.value
    popup.get_by_label("Name").fill("admin")
    popup.get_by_label("Password", exact=True).fill(password)
    popup.get_by_role("button", name="Log in", exact=True).click()
    expect(popup.get_by_role("form", name="Sign in")).to_contain_text(origin)
    popup.get_by_role("button", name="Allow").click()
    assert _told(page)["success"] is True
    page.evaluate(WRITE_OWN)
    assert _told(page)["others"] == "subject_does_not_exist"


ASK = """
globalThis.ask = (call) => {
    globalThis.told = undefined;
    const tell = (said) => (globalThis.told = said ?? null);
    addEventListener("click", () => call().then(tell, (reason) => tell({ wrong: String(reason) })), { once: true });
};
"""


def test_a_page_of_another_origin_asks_its_person(home: House, token: str, password: str, page: Page) -> None:
    """For a permission, for files to open and to save, and for feedback, each in a window of this host; it gets what was chosen, and nothing else."""
    bearer = {"Authorization": f"Bearer {token}"}
    for name in ("asked.txt", "other.txt"):
        file = {"fileMetadata": {"path": f"~/Documents/{name}", "overwrite": True}, "fileContent": name}
        put = httpx.post(f"{home.url}/fs/write", json=file, headers=bearer)
        assert put.is_success, put.text
    origin = f"http://asking.localhost:{home.port}"
    page.route(
        f"{origin}/page", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html")
    )
    page.goto(f"{origin}/page")
    page.add_script_tag(url=f"http://localhost:{home.port}/puter.js/v2")
    page.add_script_tag(content=ASK)

    def asked(call: str) -> Page:
        page.evaluate(f"ask(() => {call})")
        with page.expect_popup() as opened:
            page.mouse.click(10, 10)
        return opened.value

    def told(popup: Page) -> Any:
        page.wait_for_function("() => globalThis.told !== undefined", timeout=60_000)
        if not popup.is_closed():
            popup.wait_for_event("close")
        return page.evaluate("globalThis.told")

    popup = asked("puter.ui.showOpenFilePicker({accept: '.txt'})")
    popup.get_by_label("Name").fill("admin")
    popup.get_by_label("Password", exact=True).fill(password)
    popup.get_by_role("button", name="Log in", exact=True).click()
    consent = popup.get_by_role("form", name="Sign in")
    expect(consent).to_contain_text(origin)
    consent.get_by_role("button", name="Allow").click()
    picker = popup.get_by_role("dialog", name=f"Choose a file for {origin.removeprefix('http://')}")
    picker.get_by_role("option", name="asked.txt").click()
    picker.get_by_role("button", name="Choose", exact=True).click()
    item = told(popup)
    assert item["path"] == "/admin/Documents/asked.txt"
    assert httpx.get(item["readURL"]).text == "asked.txt"

    cancelled = asked("puter.ui.showOpenFilePicker().undefinedOnCancel")
    cancelled.get_by_role("button", name="Cancel").click()
    assert told(cancelled) is None

    popup = asked("puter.auth.signIn().then(() => 'in')")
    assert told(popup) == "in"
    read = "puter.fs.read('/admin/Documents/{}').then((blob) => blob.text(), () => 'refused')"
    assert page.evaluate(read.format("asked.txt")) == "asked.txt"
    assert page.evaluate(read.format("other.txt")) == "refused"

    popup = asked("puter.ui.requestPermission({permission: 'fs:/admin/Documents/other.txt:read'})")
    expect(popup.get_by_role("listitem")).to_contain_text("Read the file “other.txt”")
    popup.get_by_role("button", name="Do not allow").click()
    assert told(popup) is False
    popup = asked("puter.ui.requestPermission({permission: 'fs:/admin/Documents/other.txt:read'})")
    popup.get_by_role("button", name="Allow", exact=True).click()
    assert told(popup) is True
    assert page.evaluate(read.format("other.txt")) == "other.txt"
    new = "fs:/admin/Documents/made/for/it.txt:write"
    popup = asked(f"puter.ui.requestPermission({{permission: '{new}', create: true}})")
    expect(popup.get_by_role("listitem")).to_contain_text("which is made for it")
    popup.get_by_role("button", name="Allow", exact=True).click()
    assert told(popup) is True
    assert (
        page.evaluate("puter.fs.write('/admin/Documents/made/for/it.txt', 'x').then((item) => item.size)")
        == 1
    )

    popup = asked("puter.ui.showSaveFilePicker('kept', 'kept.txt')")
    popup.get_by_role("button", name="Save", exact=True).click()
    assert told(popup)["path"] == "/admin/Documents/kept.txt"
    kept = httpx.get(f"{home.url}/read", params={"file": "~/Documents/kept.txt"}, headers=bearer)
    assert kept.text == "kept"
    popup = asked("puter.ui.showDirectoryPicker()")
    popup.get_by_role("button", name="Choose this folder").click()
    assert (chosen := told(popup))["isDirectory"] is True, chosen
    popup = asked("puter.ui.showFeedbackDialog()")
    expect(popup.get_by_text("Apps take no feedback here.")).to_be_visible()
    popup.close()  # by its button it could be gone before the click is over
    assert told(popup) is False


@pytest.mark.parametrize("name", ["sign-in", "request-permission", "show-save-file-picker", "anything"])
def test_pages_that_ask_show_themselves_in_no_frame(home: House, name: str) -> None:
    answer = httpx.get(f"{home.url}/action/{name}?msg_id=1")
    assert (answer.status_code, "Ingle asks" in answer.text) == (200, True)
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_the_sdk_is_kept_until_it_changes(home: House) -> None:
    first = httpx.get(f"{home.url}/puter.js/v2")
    again = httpx.get(f"{home.url}/puter.js/v2", headers={"If-None-Match": first.headers["etag"]})
    assert first.headers["content-type"] == "text/javascript; charset=utf-8"
    assert (again.status_code, again.content) == (304, b"")
