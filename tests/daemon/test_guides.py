"""The examples of docs/how-to, run as they stand against a daemon: of each page all of one language in one program, in their order."""

import io
import os
import re
import shlex
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from importlib.metadata import EntryPoint
from pathlib import Path

import anyio
import httpx
import pytest
from anyio import to_thread

from ingle.daemon.settings import Settings
from ingle.extensions.loading import GROUP
from support.command_line import ingle
from support.daemons import living
from support.models import KEY, far_models

ROOT = Path(__file__).resolve().parents[2]
PAGES = {page.stem: page.read_text() for page in sorted((ROOT / "docs" / "how-to").glob("*.md"))}
GUESTBOOK = ROOT / "examples" / "guestbook"
QUOTED = (GUESTBOOK / "src/ingle_guestbook/__init__.py").read_text()

IN_ORDER = (
    "api", "apps", "kv", "files", "sharing", "sites", "notifications", "ai", "extensions", "puter-apps"
)  # fmt: skip
"""A later page may speak of what an earlier one has made."""

_EXAMPLE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SETS_UP = re.compile(r"^(uv pip|scripts/).*\n", re.MULTILINE)
"""What a reader does to their own clone."""

PUTER = f"""
import {{ load }} from "{ROOT}/tests/conformance/sdk.mjs";
const token = process.env.INGLE_TOKEN;
Object.defineProperty(globalThis, "puter", {{ configurable: true, get() {{
  delete globalThis.puter;
  return (globalThis.puter = load(globalThis.PUTER_API_ORIGIN ?? process.env.INGLE_URL, token));
}} }});
"""
"""A program of Puter's, before its own first line: the SDK is loaded when it is first spoken of."""


def examples(page: str, language: str) -> list[str]:
    return [text for each, text in _EXAMPLE.findall(PAGES[page]) if each == language]


def plain(text: str) -> str:
    return " ".join(text.split())


def programs(page: str) -> dict[tuple[str, ...], str]:
    """What runs it, and the program; of Python what only shows the example extension is left out."""
    shell = _SETS_UP.sub("", "\n".join(examples(page, "sh")))
    python = [text for text in examples(page, "python") if plain(text) not in plain(QUOTED)]
    script = "\n".join(examples(page, "js"))
    told = {
        ("sh", "-eux"): shell,
        (sys.executable, "-"): "\n".join(python),
        ("node", "--input-type=module", "-"): f"{PUTER}\n{script}\nprocess.exit(0);" if script else "",
    }
    return {command: text for command, text in told.items() if text.strip()}


# --- the world that the pages speak of ----------------------------------------------------------------------------------


def archive_of(kind: str) -> bytes:
    kept = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(kept, "w") as archive:
            archive.writestr("one.txt", "one")
    else:
        with tarfile.open(fileobj=kept, mode="w:xz") as archive:
            about = tarfile.TarInfo("two.txt")
            about.size = 3
            archive.addfile(about, io.BytesIO(b"two"))
    return kept.getvalue()


TREE = {
    "~/Pictures/cat.jpg": b"cat",
    "~/Pictures/2026/dog.jpg": b"dog",
    "~/Inbox/letter": b"letter",
    "~/a/one": b"1",
    "~/b/two": b"2",
    "~/Downloads/photos.zip": archive_of("zip"),
    "~/Downloads/photos.tar.xz": archive_of("xz"),
}


AN_APP, A_GRANT = "app_01jd8c7q4x9k2mzv5t3b6h0rnw", "gra_01jd8c7q4x9k2mzv5t3b6h0rnw"  # of the pages


async def furnish(operator: httpx.AsyncClient, folder: Path) -> None:
    """Ann and Bob, some files, and beside the reader a film and the app that the page of apps writes."""
    for name in ("ann", "bob"):
        await _made(operator.post("users", json={"name": name, "password": "correct horse"}))
    for path, content in TREE.items():
        await _made(operator.put("files", params={"path": path, "parents": True}, content=content))
    (folder / "film.mkv").write_bytes(b"film" * 1000)
    app = folder / "notes"
    app.mkdir()
    (app / "index.html").write_text(examples("apps", "html")[0])
    (app / "app.json").write_text(examples("apps", "json")[0])
    (app / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')


async def _made(answer: object) -> httpx.Response:
    response: httpx.Response = await answer  # type: ignore[misc] # what httpx answers
    assert response.is_success, response.text
    return response


async def spoken_of(operator: httpx.AsyncClient, text: str) -> str:
    """With the ids of what is there in the place of the page's."""
    if AN_APP in text:
        text = text.replace(AN_APP, (await _made(operator.get("apps/chess"))).json()["id"])
    if A_GRANT in text:
        about = (await operator.get("files/stat", params={"path": "~/a"})).json()
        asked = {
            "kind": "entry",
            "object": about["id"],
            "to": {"kind": "user", "name": "ann"},
            "mode": "read",
        }
        text = text.replace(A_GRANT, (await _made(operator.post("grants", json=asked))).json()["id"])
    return text


@asynccontextmanager
async def reader(folder: Path, far: str) -> AsyncIterator[tuple[httpx.AsyncClient, Mapping[str, str]]]:
    async with (
        living(folder / "house", ai={"base_url": far, "key": KEY}) as daemon,
        daemon.served.operator() as operator,
    ):
        operator.base_url = "http://ingle/api/v1/"
        until = datetime.now(UTC) + timedelta(days=1)
        told = await operator.post("tokens", json={"name": "guide", "expires_at": until.isoformat()})
        url, token = daemon.served.url, told.json()["secret"]
        desk = folder / "desk"
        desk.mkdir()
        await furnish(operator, desk)
        yield (
            operator,
            {
                **os.environ,
                "INGLE": url,
                "TOKEN": token,
                "INGLE_URL": url,
                "INGLE_TOKEN": token,
                "HOME": str(folder),
                "PATH": f"{ROOT / 'bin'}:{os.environ['PATH']}",
            },
        )


# --- the pages --------------------------------------------------------------------------------------------------------


async def run(command: Sequence[str], text: str, environment: Mapping[str, str], folder: Path) -> str:
    """What it says when it fails, else ""."""
    lines = [shlex.split(line, comments=True) for line in text.splitlines() if command[0] == "sh"]
    if lines and all(words[0] == "ingle" for words in lines if words):
        return await to_thread.run_sync(_ingle, [words[1:] for words in lines if words], environment, folder)
    done = await anyio.run_process(command, input=text.encode(), env=environment, cwd=folder, check=False)
    return (done.stdout + done.stderr).decode()[-2000:] if done.returncode else ""


def _ingle(lines: Sequence[Sequence[str]], environment: Mapping[str, str], folder: Path) -> str:
    """In processes that begin at once, with `~` as a shell hands it over."""
    for words in lines:
        said = [re.sub(r"^~(?=/|$)", environment["HOME"], word) for word in words]
        done = ingle(*said, environment=environment, folder=folder)
        if done.returncode:
            return f"{shlex.join(words)}: {(done.stdout + done.stderr).decode()}"
    return ""


async def test_the_examples_do_what_the_pages_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(GUESTBOOK / "src"))
    installed = [EntryPoint("guestbook", "ingle_guestbook:EXTENSION", GROUP)]
    monkeypatch.setattr("ingle.extensions.loading.entry_points", lambda group: installed)
    wrong = []
    async with far_models() as (far, _), reader(tmp_path, far) as (operator, environment):
        for page, command, text in [(one, *each) for one in IN_ORDER for each in programs(one).items()]:
            told = await spoken_of(operator, text.replace("http://localhost:4747", environment["INGLE_URL"]))
            if failed := await run(command, told, environment, tmp_path / "desk"):
                wrong.append(f"{page}: {failed}")
    assert not wrong, "\n".join(wrong)


def test_configurations_of_the_pages_are_taken(tmp_path: Path) -> None:
    project = tomllib.loads((GUESTBOOK / "pyproject.toml").read_text())["project"]
    found = 0
    for page in PAGES:
        for text in examples(page, "toml"):
            told = tomllib.loads(text)
            if "project" in told:
                assert told["project"]["entry-points"] == project["entry-points"]
            else:
                Settings(data_dir=tmp_path, **told)
            found += 1
    assert found > 2
