"""A server in a real machine, opened as a page from the desktop's list of ports: its files, its scripts, and a machine that slept."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from browser.desk import Desk
from support.house import House

pytestmark = [pytest.mark.browser, pytest.mark.machine]

PAGE = """<!doctype html><title>Mine</title><h1>Served here</h1><script>
fetch("cgi-bin/said", {method: "POST", body: "x".repeat(100000)}).then((answer) => answer.text()).then((text) => { document.title = text.trim(); });
</script>"""
COUNT = "#!/bin/sh\nprintf 'Content-Type: text/plain\\r\\n\\r\\n'; wc -c\n"


@pytest.fixture
def serving(home: House, machine: str) -> str:
    """The machine, with a web server on port 8000."""
    script = "mkdir -p /srv/cgi-bin && cd /srv && cat > index.html && printf '%s' \"$COUNT\" > cgi-bin/said && chmod +x cgi-bin/said"
    home.ingle(
        "exec", machine, "--env", f"COUNT={COUNT}", "-i", "--", "sh", "-c", script, stdin=PAGE.encode()
    )
    home.ingle("exec", machine, "--", "sh", "-c", "pidof httpd >/dev/null || httpd -p 8000 -h /srv")
    return machine


def opened(desk: Desk, machine: str) -> Page:
    desk.open_app("Machines")
    detail = desk.detail(machine)
    detail.get_by_role("tab", name="Ports").click()
    with desk.page.context.expect_page() as coming:
        detail.get_by_role("button", name="Open port 8000").click()
    return coming.value


def test_a_port_is_opened_as_a_page_of_its_own_origin(desk: Desk, serving: str, home: House) -> None:
    page = opened(desk, serving)
    expect(page.get_by_role("heading", name="Served here")).to_be_visible()
    expect(page).to_have_title("100000")  # what a script sent was heard whole, and answered
    assert re.fullmatch(rf"http://8000-[0-9a-z]{{26}}\.ports\.localhost:{home.port}/", page.url)
    names = {cookie["name"]: cookie for cookie in page.context.cookies(page.url)}
    assert set(names) == {"ingle_port"}  # nothing of the desktop's
    assert names["ingle_port"]["httpOnly"]
    assert names["ingle_port"]["sameSite"] == "Lax"
    assert page.evaluate("window.opener") is None
    house = page.evaluate(
        "url => fetch(url).then(answer => answer.status, () => 'kept away')", f"{home.url}/api/v1/me"
    )
    assert house == "kept away"
    page.close()


def test_a_request_wakes_the_machine_and_a_stranger_none(desk: Desk, serving: str, home: House) -> None:
    page = opened(desk, serving)
    expect(page.get_by_role("heading", name="Served here")).to_be_visible()
    home.ingle("sleep", serving)
    host = page.evaluate("location.host")
    answer = httpx.get(home.url, headers={"Host": host}, timeout=60)
    assert (answer.status_code, "not open here" in answer.text) == (401, True)
    assert home.json("inspect", serving)["state"] == "cold"
    page.reload()
    expect(page).to_have_title("100000")
    assert home.json("inspect", serving)["state"] == "running"
    page.close()


def test_the_command_line_opens_one_too(serving: str, home: House) -> None:
    said = home.ingle("open", serving, "8000", "--at", home.url).stdout.decode().strip()
    place = httpx.URL(said)
    with httpx.Client(
        base_url=home.url, headers={"Host": f"{place.host}:{place.port}"}, timeout=60
    ) as client:
        let_in = client.get(place.raw_path.decode())
        assert let_in.status_code == 303
        client.headers["Cookie"] = let_in.headers["set-cookie"].partition(";")[0]
        assert "Served here" in client.get(let_in.headers["location"]).text
        assert client.post("/cgi-bin/said", content=b"y" * 3_000_000).text.strip() == "3000000"
        assert client.get("/nothing").status_code == 404
