"""The house's own host interface over messages: apps that speak it by `/ingle/app.js`, and what they may not."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Frame, expect

from browser.desk import Desk
from browser.foreign_apps import EXAMPLES, begin, opened, probe, running, told, visit
from support.house import ROOT, House, house

__all__ = ["probe", "visit"]
pytestmark = pytest.mark.browser

PAGES = re.compile(r"^```html\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CONNECT = """import(`${new URLSearchParams(location.search).get("puter.origin")}/ingle/app.js`)
    .then(({ connect }) => connect()).then((host) => ((window.host = host), [...host.words].sort()))"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(engine="fake") as made:
        made.ingle("app", "install", str(EXAMPLES / "checklist"))
        made.ingle("app", "install", str(guided(tmp_path_factory.mktemp("guided"))), "--name", "guided")
        yield made


def guided(folder: Path) -> Path:
    """The app that the page of apps writes."""
    _, page = PAGES.findall((ROOT / "docs/how-to/apps.md").read_text())
    (folder / "index.html").write_text(page)
    (folder / "app.json").write_text(json.dumps({"title": "Guided"}))
    return folder


def put(api: httpx.Client, path: str, content: bytes) -> str:
    answer = api.put("/files", params={"path": path, "parents": True}, content=content)
    assert answer.is_success, answer.text
    return str(answer.json()["id"])


def content(api: httpx.Client, path: str) -> bytes:
    return api.get("/files", params={"path": path}).content


def test_the_app_of_the_guide_opens_and_saves(desk: Desk, api: httpx.Client) -> None:
    put(api, "~/Documents/plan.txt", b"first")
    app = opened(desk, "Guided")
    app.get_by_role("button", name="Open…").click()
    picker = desk.page.get_by_role("dialog", name="Choose a file for Guided")
    picker.get_by_role("option", name="plan.txt").click()
    picker.get_by_role("button", name="Choose", exact=True).click()
    text = app.get_by_label("Text")
    expect(text).to_have_value("first")
    expect(desk.window("plan.txt")).to_be_visible()
    text.fill("second")
    app.get_by_role("button", name="Save", exact=True).click()
    expect(desk.page.get_by_text("Guided \N{EN DASH} Saved")).to_be_visible()
    assert content(api, "~/Documents/plan.txt") == b"second"


def test_an_app_is_told_what_it_needs_and_says_what_it_has(desk: Desk, api: httpx.Client) -> None:
    page = desk.page
    put(api, "~/Documents/week.todo", b"[x] Tea\n[ ] Bread\n[ ] Milk\n")
    desk.search("week.todo", found="week.todo")
    app = page.frame_locator("iframe[title='Checklist']")
    expect(app.get_by_role("checkbox")).to_have_count(3)
    mine = desk.taskbar.get_by_role("button", name="Checklist, open")
    expect(mine).to_have_accessible_name("Checklist, open, 2 new")
    expect(app.locator("html")).to_have_attribute("dir", "ltr")
    page.emulate_media(color_scheme="dark")
    expect(app.locator("html.dark")).to_have_count(1)
    app.get_by_label("Bread").check()
    expect(mine).to_have_accessible_name("Checklist, open, 1 new")

    window = desk.window("week.todo")
    window.get_by_role("button", name="Close", exact=True).click()
    asked = page.get_by_role("dialog", name="Checklist", exact=True)
    asked.get_by_role("button", name="Keep writing").click()
    expect(window).to_be_visible()
    window.get_by_role("button", name="Close", exact=True).click()
    asked.get_by_role("button", name="Save").click()
    expect(window).to_have_count(0)
    assert content(api, "~/Documents/week.todo") == b"[x] Tea\n[x] Bread\n[ ] Milk\n"
    expect(desk.taskbar.get_by_role("button", name="Checklist")).to_have_count(0)


ATTEMPTS = """
async ([other, secret]) => {
    const said = new URLSearchParams(location.search);
    const me = said.get("puter.app_instance_id");
    const answered = new Map();
    addEventListener("message", ({ data }) => data?.ingle && "to" in data && answered.set(data.to, data.refused?.code ?? "done"));
    let last = 1000;
    const post = (word, fields, more = {}) => {
        last += 1;
        parent.postMessage({ ingle: 1, instance: me, id: last, word, said: fields, ...more }, "*");
        return last;
    };
    const early = post("title", { title: "too early" });
    const { connect } = await import(`${said.get("puter.origin")}/ingle/app.js`);
    const host = await connect();
    const told = {
        early, forged: post("title", { title: "stolen" }, { instance: other }), closed: post("close", {}, { instance: other }),
        unknown: post("format", {}), inherited: post("toString", {}), version: post("title", { title: "x" }, { ingle: 9 }),
        large: post("title", { title: "x".repeat(10000) }), odd: post("badge", { count: {} }),
        polluted: post("open", JSON.parse('{"__proto__": {"many": true}, "accept": 7}')),
    };
    const codeOf = (act) => act.then(() => "done", (reason) => reason.code);
    const file = { id: secret, etag: null };
    const acts = {
        read: await codeOf(host.read(file)), write: await codeOf(host.write(file, "mine now")), show: await codeOf(host.show(file)),
        launch: await codeOf(host.launch("checklist", { files: [file] })), nobody: await codeOf(host.launch("nobody-knows")),
    };
    await host.badge(0);
    return { ...Object.fromEntries(Object.entries(told).map(([name, id]) => [name, answered.get(id) ?? "silence"])), ...acts };
}
"""


def test_what_an_app_may_not_by_the_houses_own_words(desk: Desk, probe: str, api: httpx.Client) -> None:
    """In a sandbox without an origin, and on a host of its own."""
    secret = put(api, "~/Documents/secret.txt", b"mine")
    other = running(desk, probe).evaluate("puter.appInstanceID")
    for title in (probe, "Stranger"):
        found = running(desk, title).evaluate(ATTEMPTS, [other, secret])
        assert found == {
            **dict.fromkeys(("early", "forged", "closed"), "silence"),
            **dict.fromkeys(("unknown", "inherited"), "unknown_word"),
            **dict.fromkeys(("version", "large", "odd", "polluted"), "unreadable"),
            **dict.fromkeys(("read", "write", "show", "launch"), "file_not_found"),
            "nobody": "app_not_found",
        }, title
    assert content(api, "~/Documents/secret.txt") == b"mine"
    expect(desk.window("stolen")).to_have_count(0)
    expect(desk.window(probe)).to_have_count(2)
    expect(desk.page.locator("dialog[open]")).to_have_count(0)


def test_apps_ask_and_launch_by_the_houses_own_words(desk: Desk, probe: str, api: httpx.Client) -> None:
    page = desk.page
    frame = running(desk, probe)
    begin(frame, CONNECT)
    assert told(frame)[:3] == ["answer", "badge", "close"]
    begin(frame, "host.question('Throw it away?', [{label: 'Yes', value: 1}])")
    page.get_by_role("dialog", name=probe, exact=True).get_by_role("button", name="Yes").click()
    assert told(frame) == 1
    secret = put(api, "~/Pictures/list.todo", b"[ ] Look\n")
    begin(frame, "host.permission('fs:/admin/Pictures:write')")
    page.get_by_role("dialog", name=f"Let {probe} do this?").get_by_role(
        "button", name="Allow", exact=True
    ).click()
    assert told(frame) is True
    assert read(frame, secret) == "[ ] Look\n"
    begin(frame, f"host.write({{id: '{secret}', etag: 'another'}}, 'x').catch((reason) => reason.code)")
    assert told(frame) == "content_changed"
    begin(frame, f"host.launch('checklist', {{files: [{{id: '{secret}'}}]}}).then(() => 'launched')")
    assert told(frame) == "launched"
    expect(page.frame_locator("iframe[title='Checklist']").get_by_label("Look")).to_be_visible()


def read(frame: Frame, file: str) -> Any:
    begin(frame, f"host.read({{id: '{file}'}}).then((blob) => blob.text())")
    return told(frame)
