"""The desktop's files."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from support.daemons import living


@pytest.fixture(scope="module")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[httpx.AsyncClient]:
    around = tmp_path_factory.mktemp("statics")
    folder = around / "desktop"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>the desktop")
    (folder / "assets" / "index-BxK3fa9Q.js").write_text("let a = 1")
    (folder / "link").mkdir()
    (folder / "link" / "index.html").write_text("<!doctype html>what a link opens")
    (folder / "wallpaper.svg").write_text("<svg/>")
    (folder / "ingle").mkdir()
    (folder / "ingle" / "app.js").write_text("export const a = 1")
    (folder / "ingle" / "app.d.ts").write_text("export declare const a = 1")
    (folder / ".secret").write_text("hidden")
    (around / "outside.txt").write_text("outside")
    (folder / "link.txt").symlink_to(around / "outside.txt")
    async with living(around / "data", desktop_dir=folder) as daemon, daemon.served.browser() as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/", "/machines", "/machines/one/terminal", "/index.html", "/" + "a" * 5000]
)
async def test_every_page_is_the_desktop(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.text == "<!doctype html>the desktop"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/link", "/link/", "/link/of/many/names", "/link/" + "a/" * 20_000])
async def test_a_page_of_its_own_is_no_part_of_the_desktop(browser: httpx.AsyncClient, path: str) -> None:
    assert (await browser.get(path)).text == "<!doctype html>what a link opens"


@pytest.mark.parametrize("path", ["/assets/" + "a" * 5000 + ".js", "/" + "a/" * 20_000 + "b.css"])
async def test_what_no_file_system_could_have_is_missing(browser: httpx.AsyncClient, path: str) -> None:
    assert (await browser.get(path)).status_code == 404


@pytest.mark.parametrize(
    ("path", "media_type", "cache"),
    [
        ("/assets/index-BxK3fa9Q.js", "text/javascript", "immutable"),
        ("/wallpaper.svg", "image/svg+xml", "no-cache"),
    ],
)
async def test_files_have_their_type_and_hashed_ones_are_kept(
    browser: httpx.AsyncClient, path: str, media_type: str, cache: str
) -> None:
    answer = await browser.get(path)
    assert answer.headers["content-type"].startswith(media_type)
    assert cache in answer.headers["cache-control"]
    again = await browser.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


async def test_text_goes_compressed_to_who_understands_it(browser: httpx.AsyncClient) -> None:
    compressed = await browser.get("/assets/index-BxK3fa9Q.js", headers={"Accept-Encoding": "br, gzip"})
    plain = await browser.get("/assets/index-BxK3fa9Q.js", headers={"Accept-Encoding": "identity"})
    assert compressed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert compressed.text == plain.text == "let a = 1"
    assert compressed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path",
    [
        "/.secret",
        "/link.txt",
        "/assets/gone.js",
        "/..%2foutside.txt",
        "/%2e%2e/outside.txt",
        "/assets/%00.js",
        "/api/v1/x",
    ],
)
async def test_what_is_not_the_desktops_is_not_served(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 404
    assert answer.json()["code"] == "no_such_endpoint"


async def test_pages_are_held_to_this_host(browser: httpx.AsyncClient) -> None:
    headers = (await browser.get("/")).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "frame-src 'self' blob:" in headers["content-security-policy"]  # the browser's own viewer of PDFs
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


async def test_a_desktop_that_is_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    async with living(tmp_path) as daemon, daemon.served.browser() as client:
        answer = await client.get("/")
        assert answer.status_code == 503
        assert "scripts/build-desktop" in answer.text


@pytest.mark.parametrize(("path", "media_type"), [("app.js", "text/javascript"), ("app.d.ts", "text/plain")])
async def test_pages_of_every_origin_load_what_apps_speak_by_and_nothing_else(
    browser: httpx.AsyncClient, path: str, media_type: str
) -> None:
    answer = await browser.get(f"/ingle/{path}", headers={"Origin": "null"})
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    others = await browser.get("/wallpaper.svg", headers={"Origin": "null"})
    assert "access-control-allow-origin" not in others.headers
    assert others.headers["cross-origin-resource-policy"] == "same-origin"
