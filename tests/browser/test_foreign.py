"""Apps of others in the desktop: written for the official SDK, caged, and given what their person chooses and nothing else."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Frame, FrameLocator, expect

from browser.desk import Desk, Visit
from browser.seats import Seats
from support.house import ROOT, House, house

pytestmark = pytest.mark.browser

EXAMPLES = ROOT / "examples/apps"
PROBE = """<!doctype html><title>probe</title><script src="/puter.js/v2"></script><p id=is>ready</p>"""


@pytest.fixture(scope="module")
def home() -> Iterator[House]:
    with house(engine="fake") as made:
        for name in ("notes", "drawing"):
            made.ingle("app", "install", str(EXAMPLES / name))
        yield made


@pytest.fixture
def visit(seats: Seats, account: httpx.Client, session: str) -> Iterator[Visit]:
    """As the folder's, but apps say in the console what they like: the SDK complains that a caged page has no storage."""
    account.delete("/kv/entry", params={"key": "desktop.windows"})
    taken: list[tuple[Desk, dict[str, Any]]] = []

    def visit(*, signed_in: bool = False, **options: Any) -> Desk:
        desk = seats.take(session if signed_in else None, options)
        taken.append((desk, options))
        return desk

    yield visit
    for desk, options in taken:
        seats.give_back(desk, options)


@pytest.fixture(scope="module")
def probe(home: House, account: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An app that does what a test tells it. The same page is `stranger` on a host of its own."""
    folder = tmp_path_factory.mktemp("probe")
    (folder / "index.html").write_text(PROBE)
    (folder / "app.json").write_text(json.dumps({"title": "Probe", "types": [".probe"]}))
    home.ingle("app", "install", str(folder), "--name", "probe")
    elsewhere = f"http://probe.sites.localhost:{home.port}/"
    made = account.post("/apps", json={"name": "stranger", "title": "Stranger", "index_url": elsewhere})
    assert made.status_code == 201, made.text
    return "Probe"


def opened(desk: Desk, title: str) -> FrameLocator:
    # by the button: what is typed while a frame has the focus is the app's
    desk.taskbar.get_by_role("button", name="Search everything").click()
    desk.page.get_by_role("combobox", name="Search").fill(title)
    desk.page.get_by_role("option").first.get_by_text(title, exact=True).wait_for()
    desk.page.keyboard.press("Enter")
    frame = desk.page.frame_locator(f"iframe[title={title!r}]").last
    frame.locator("body").wait_for()
    return frame


def test_a_file_is_opened_by_the_picker_and_saved(desk: Desk, api: httpx.Client) -> None:
    put = api.put("/files", params={"path": "~/Documents/shopping.md"}, content=b"milk")
    assert put.is_success, put.text
    notes = opened(desk, "Notes")
    notes.get_by_role("button", name="Open…").click()
    picker = desk.page.get_by_role("dialog", name="Choose a file for Notes")
    picker.get_by_role("option", name="shopping.md").click()
    picker.get_by_role("button", name="Choose", exact=True).click()
    text = notes.get_by_label("Note")
    expect(text).to_have_value("milk")
    expect(desk.window("shopping.md")).to_be_visible()
    text.fill("milk, eggs")
    notes.get_by_role("button", name="Save", exact=True).click()
    expect(notes.get_by_role("status")).to_have_text("Saved")
    assert api.get("/files", params={"path": "~/Documents/shopping.md"}).content == b"milk, eggs"


def running(desk: Desk, title: str) -> Frame:
    """The page of an app that is opened for it."""
    opened(desk, title)
    return shown(desk, title)


def shown(desk: Desk, title: str) -> Frame:
    """The page of an app in its window, once it can be told things."""
    desk.page.frame_locator(f"iframe[title={title!r}]").last.get_by_text("ready").wait_for()
    element = desk.page.locator(f"iframe[title={title!r}]").last.element_handle()
    frame = element.content_frame()
    assert frame is not None
    return frame


def begin(frame: Frame, call: str) -> None:
    """Says it, and keeps what comes of it in `window.told`."""
    frame.evaluate(f"() => {{ window.told = undefined; ({call}).then((value) => (window.told = value)); }}")


def told(frame: Frame) -> Any:
    frame.wait_for_function("window.told !== undefined", timeout=30_000)
    return frame.evaluate("window.told")


def test_apps_ask_their_person(desk: Desk, probe: str, api: httpx.Client) -> None:
    """And wait while the desktop is locked."""
    page = desk.page
    frame = running(desk, probe)
    begin(frame, "puter.ui.alert('Throw it away?', [{label: 'Yes', value: 1}, 'No'])")
    question = page.get_by_role("dialog", name=probe, exact=True).filter(has_text="Throw it away?")
    assert desk.barriers(page.locator("dialog[open]")) == []
    question.get_by_role("button", name="Yes").click()
    assert told(frame) == 1
    begin(frame, "puter.ui.prompt('Your name?')")
    page.get_by_label("Your name?").fill("Ann")
    page.keyboard.press("Enter")
    assert told(frame) == "Ann"
    api.put("/files", params={"path": "~/Pictures/a.txt"}, content=b"not granted yet")
    read = "puter.fs.read('/admin/Pictures/a.txt').then((blob) => blob.text(), () => 'refused')"
    begin(frame, read)
    assert told(frame) == "refused"
    begin(frame, "puter.ui.requestPermission({permission: 'fs:/admin/Pictures:read'})")
    asked = page.get_by_role("dialog", name=f"Let {probe} do this?")
    expect(asked.get_by_role("listitem")).to_have_text(
        "Read the folder “Pictures”, and all that is in it (/admin/Pictures)"
    )
    asked.get_by_role("button", name="Allow", exact=True).click()
    assert told(frame) is True
    begin(frame, read)
    assert told(frame) == "not granted yet"

    desk.taskbar.get_by_role("button", name="Search everything").click()
    page.get_by_role("combobox", name="Search").fill("lock")
    page.keyboard.press("Enter")
    locked = page.get_by_role("dialog", name="Locked")
    locked.wait_for()
    begin(frame, "puter.ui.alert('Are you there?')")
    locked.get_by_label("Password", exact=True).fill(desk.password)
    expect(page.get_by_text("Are you there?")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(locked).to_be_hidden()
    page.get_by_role("dialog", name=probe, exact=True).get_by_role("button", name="OK").click()
    assert told(frame) == "OK"


def test_apps_have_windows_and_menus(desk: Desk, probe: str) -> None:
    page = desk.page
    opened(desk, "Drawing")
    page.get_by_role("button", name="File", exact=True).click()
    page.get_by_role("menuitem", name="New sheet").click()
    page.get_by_role("dialog", name="Drawing").get_by_role("button", name="Keep drawing").click()
    frame = running(desk, probe)
    begin(frame, "puter.ui.setWindowTitle('Sketch').then(() => puter.ui.setWindowSize(500, 400))")
    told(frame)
    desk.expect_box("Sketch", width=500, height=400)
    frame.evaluate(
        "puter.ui.setMenubar({items: [{label: 'Tools', items: [{label: 'Count', action: () => (window.told = 'counted')}]}]})"
    )
    page.get_by_role("button", name="Tools").click()
    page.get_by_role("menuitem", name="Count").click()
    assert told(frame) == "counted"
    begin(
        frame, "puter.ui.createWindow({title: 'Help', content: '<h1>Read me</h1>'}).then((made) => made.id)"
    )
    assert isinstance(told(frame), int)
    expect(desk.window("Help").frame_locator("iframe").get_by_role("heading", name="Read me")).to_be_visible()
    frame.evaluate("puter.ui.notify({title: 'Done', text: 'all of it'})")
    expect(page.get_by_text("Probe \N{EN DASH} Done")).to_be_visible()
    expect(page.get_by_text("all of it")).to_be_visible()
    begin(frame, "new Promise((tell) => puter.ui.onWindowClose(() => tell('asked')))")
    desk.window("Sketch").get_by_role("button", name="Close", exact=True).click()
    assert told(frame) == "asked"
    frame.evaluate("puter.exit()")
    expect(desk.window("Sketch")).to_have_count(0)


def test_apps_open_one_another_and_their_files_and_have_them_again_after_a_reload(
    desk: Desk, probe: str, api: httpx.Client
) -> None:
    page = desk.page
    frame = running(desk, probe)
    begin(
        frame,
        """puter.fs.write(`${puter.appDataPath}/hello.txt`, 'hello')
            .then((item) => puter.ui.launchApp({name: 'notes', file_paths: [item.path]}))
            .then((app) => { window.child = app; app.on('close', () => (window.told = 'closed')); return app.usesSDK; })""",
    )
    assert told(frame) is True
    notes = page.frame_locator("iframe[title='Notes']")
    expect(notes.get_by_label("Note")).to_have_value("hello")
    begin(frame, "new Promise((tell) => window.child.on('message', tell))")
    notes.locator("body").evaluate(
        "puter.ui.parentApp().on('message', (said) => puter.ui.parentApp().postMessage({heard: said}))"
    )
    frame.evaluate("window.child.postMessage('are you there?')")
    assert told(frame) == {"heard": "are you there?"}
    begin(frame, "new Promise(() => {})")
    frame.evaluate("window.child.close()")
    assert told(frame) == "closed"
    frame.evaluate("puter.exit()")
    expect(page.locator("section.window")).to_have_count(0)

    put = api.put("/files", params={"path": "~/Documents/plan.probe"}, content=b"the plan")
    assert put.is_success, put.text
    desk.taskbar.get_by_role("button", name="Search everything").click()
    page.get_by_role("combobox", name="Search").fill("plan.probe")
    page.get_by_role("option").filter(has_text="plan.probe").first.click()
    given = "new Promise((tell) => puter.ui.onLaunchedWithItems(([item]) => item.read().then((blob) => blob.text()).then(tell)))"
    frame = shown(desk, probe)
    begin(frame, given)
    assert told(frame) == "the plan"
    page.reload()
    frame = shown(desk, probe)
    begin(frame, given)
    assert told(frame) == "the plan"


HOSTILE = """
async (other) => {
    const attempt = async (act) => {
        try { await act(); return "done"; } catch (error) { return error.name; }
    };
    const post = (message) => parent.postMessage({env: "app", uuid: 1, ...message}, "*");
    for (const msg of ["exit", "READY", "windowFocused"]) post({msg, appInstanceID: other, statusCode: 0});
    post({msg: "setWindowTitle", appInstanceID: other, new_title: "stolen"});
    const me = new URLSearchParams(location.search).get("puter.app_instance_id");
    post({msg: "ALERT", appInstanceID: me, message: "x".repeat(50000)});
    post({msg: "ALERT", appInstanceID: me, message: {toString: "x"}});
    post({msg: "messageToApp", appInstanceID: me, targetAppInstanceID: other, contents: "psst"});
    post({msg: "closeApp", appInstanceID: me, targetAppInstanceID: other});
    post({msg: "format", appInstanceID: me});
    const house = new URLSearchParams(location.search).get("puter.api_origin");
    return {
        storage: await attempt(() => parent.localStorage.length),
        document: await attempt(() => parent.document.title),
        top: await attempt(() => { top.location = "about:blank"; }),
        session: await attempt(async () => (await fetch(`${house}/api/v1/me`, {credentials: "include"})).json()),
        cookies: await attempt(async () => { if (document.cookie) return; throw new Error(); }),
        token: (await fetch(`${house}/api/v1/users`, {headers: {
            Authorization: `Bearer ${new URLSearchParams(location.search).get("puter.auth.token")}`,
        }}).then((answer) => answer.status, () => "unreadable")),
    };
}
"""


def test_what_an_app_may_not(desk: Desk, probe: str) -> None:
    page = desk.page
    notes = opened(desk, "Notes")
    notes.locator("body").evaluate(
        "() => puter.ui.setWindowTitle('Notes')"
    )  # by its answer it has been told the theme
    notes.locator("body").evaluate(
        "addEventListener('message', ({data}) => (window.heard ??= []).push(data))"
    )
    other = notes.locator("body").evaluate("puter.appInstanceID")
    for title in (probe, "Stranger"):
        frame = running(desk, title)
        found = frame.evaluate(HOSTILE, other)
        assert found == {
            "storage": "SecurityError",
            "document": "SecurityError",
            "top": "SecurityError",
            "session": "TypeError",
            "cookies": found["cookies"] if title == "Stranger" else "SecurityError",
            "token": "unreadable",
        }, title
        # What comes after all of that is answered, so all of that was refused by now.
        frame.evaluate(
            """(title) => parent.postMessage({msg: "setWindowTitle", env: "app", uuid: 2, new_title: title,
                appInstanceID: new URLSearchParams(location.search).get("puter.app_instance_id")}, "*")""",
            f"{title} of mine",
        )
        expect(desk.window(f"{title} of mine")).to_be_visible()
        expect(desk.window("Notes")).to_be_visible()
        expect(desk.window("stolen")).to_have_count(0)
        expect(page.locator("dialog[open]")).to_have_count(0)
        assert notes.locator("body").evaluate("window.heard ?? []") == [], title
        assert page.url.rstrip("/") == page.evaluate("location.origin")
