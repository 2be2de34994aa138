"""Apps of others in the desktop: written for the official SDK, caged, and given what their person chooses and nothing else."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from browser.desk import Desk
from browser.files_app import enter, entry
from browser.foreign_apps import EXAMPLES, begin, opened, probe, running, shown, told, visit
from support.house import House, house

__all__ = ["probe", "visit"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home() -> Iterator[House]:
    with house(engine="fake") as made:
        for name in ("notes", "drawing"):
            made.ingle("app", "install", str(EXAMPLES / name))
        yield made


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


def test_apps_ask_their_person(desk: Desk, probe: str, api: httpx.Client) -> None:
    """And wait while the desktop is locked."""
    page = desk.page
    frame = running(desk, probe)
    begin(frame, "puter.ui.alert('Throw it away?', [{label: 'Yes', value: 1}, 'No'])")
    question = page.get_by_role("dialog", name=probe, exact=True).filter(has_text="Throw it away?")
    assert desk.barriers(page.locator("dialog[open]")) == []
    question.get_by_role("button", name="Yes").click()
    assert told(frame) == 1
    desk.window(probe).get_by_role("button", name="Minimise").click()
    begin(frame, "puter.ui.alert('Now?')")
    expect(page.get_by_text(f"{probe} wants your attention")).to_be_visible()
    expect(page.get_by_text("Now?")).to_be_hidden()
    desk.taskbar.get_by_role("button", name=probe).click()
    page.get_by_role("dialog", name=probe, exact=True).get_by_role("button", name="OK").click()
    assert told(frame) == "OK"
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


DOT = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><path d='M0 0h1v1H0z'/></svg>"


def test_the_windows_and_menus_that_an_app_makes_are_as_it_says(desk: Desk, probe: str) -> None:
    page = desk.page
    frame = running(desk, probe)
    begin(
        frame,
        """puter.ui.createWindow({title: 'Ask', content: '<p>first this</p>', width: 300, height: 240, x: 40, y: 50,
            is_resizable: false, disable_parent_window: true}).then((made) => made.id)""",
    )
    told(frame)
    desk.expect_box("Ask", x=40, y=50, width=300, height=240)
    asks, mine = desk.window("Ask"), desk.window(probe)
    expect(asks.locator(".edge")).to_have_count(0)
    expect(mine.locator(".window-body")).to_have_js_property("inert", True)
    desk.taskbar.get_by_role("button", name=probe).click()
    page.get_by_role("group", name=f"Windows of {probe}").get_by_role(
        "button", name=probe, exact=True
    ).click()
    expect(asks).to_have_class("window focused")
    asks.get_by_role("button", name="Close", exact=True).click()
    expect(mine.locator(".window-body")).to_have_js_property("inert", False)

    picture = {"icon": DOT, "icon_active": DOT.replace("0h1", "1h1")}
    frame.evaluate(
        """(item) => puter.ui.setMenubar({items: [{label: 'Tools', items: [{label: 'Count', id: 'count', ...item}, {label: 'Plain', id: 'plain'},
            {label: 'Far', icon: 'https://example.com/a.png'}]}]})""",
        picture,
    )
    frame.evaluate("(icon) => puter.ui.setMenuItemIcon('plain', icon)", DOT)
    page.get_by_role("button", name="Tools").click()
    expect(page.get_by_role("menuitem", name="Count").locator("img")).to_have_count(2)
    expect(page.get_by_role("menuitem", name="Plain").locator("img")).to_have_attribute("src", DOT)
    expect(page.get_by_role("menuitem", name="Far").locator("img")).to_have_count(0)
    page.keyboard.press("Escape")


def test_an_app_hears_of_its_files_and_is_given_what_is_dropped_on_it(
    desk: Desk, probe: str, api: httpx.Client
) -> None:
    """Written by others, opened while it runs, and dragged to it from Files; and it has the keyboard when it comes to the front."""
    page = desk.page
    for name in ("one.probe", "two.probe"):
        assert api.put(
            "/files", params={"path": f"~/Documents/Dropped/{name}", "parents": True}, content=b"1"
        ).is_success
    desk.search("one.probe", found="one.probe")
    frame = shown(desk, probe)
    begin(
        frame,
        """new Promise((tell) => puter.ui.onLaunchedWithItems(([item]) =>
            { puter.ui.itemWatchCallbackFunctions[item.uid] = (change) => (window.changed = change); tell(item.uid); }))""",
    )
    uid = told(frame)
    api.put("/files", params={"path": "~/Documents/Dropped/one.probe"}, content=b"22")
    desk.wait_until(lambda: frame.evaluate("window.changed?.size") == 2, 30, lambda: "nothing has changed")
    changed = frame.evaluate("window.changed")
    assert (changed["uid"], changed["event"], changed["name"]) == (uid, "updated", "one.probe")

    begin(
        frame,
        "new Promise((tell) => puter.ui.onItemsOpened(([item]) => item.name === 'two.probe' && tell(item.name)))",
    )
    desk.taskbar.get_by_role("button", name="Search everything").click()
    page.get_by_role("combobox", name="Search").fill("two.probe")
    page.get_by_role("option").filter(has_text="two.probe").first.click()
    assert told(frame) == "two.probe"
    expect(desk.window(probe)).to_have_count(1)

    frame.evaluate(
        "() => { document.addEventListener('drop', ({detail}) => (window.dropped = detail.items.map((item) => item.path))); }"
    )
    files = enter(desk, "Dropped")
    page.keyboard.press("Alt+Shift+ArrowLeft")
    desk.taskbar.get_by_role("button", name=probe).click()
    mine = desk.window(probe)
    expect(page.locator(f"iframe[title={probe!r}]")).to_be_focused()
    mine.get_by_role("button", name="Window menu").focus()
    page.keyboard.press("Alt+Shift+ArrowRight")
    entry(files, "two.probe").drag_to(mine.locator(".foreign-page"))
    desk.wait_until(lambda: frame.evaluate("window.dropped") is not None, 30, lambda: "nothing was dropped")
    assert frame.evaluate("window.dropped") == ["/admin/Documents/Dropped/two.probe"]
    begin(frame, "puter.fs.read('/admin/Documents/Dropped/two.probe').then((blob) => blob.text())")
    assert told(frame) == "1"


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
