"""Every endpoint of the contract meets every kind of value in every field, and forms that are none: nothing of it is the daemon's fault, all of it is told
in the contract's shape. The house's own endpoints are tried by what the OpenAPI document says (daemon/test_fuzz), in which these are not."""

import re
from typing import TYPE_CHECKING, Any, cast
from unittest.mock import MagicMock

import httpx
import pytest

from ingle.puter.http import routes

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler

FIELDS = """
path paths uid uuid id parent name new_name newName source destination file new_metadata shortcut_to operations operation items recipients mode
query text depth recursive limit cursor offset sortBy sortOrder includeTotal byte_count item_uid item_path layout sort_by sort_order url color fit
app app_uid app_id origin permission permissions subject target_username extra meta tokenOrUuid expiresIn label session site_uuid directory_ids
username email password new_pass new_username new_email token code invite captchaAnswer is_temp interface driver method args
fileMetadata fileContent encoding directory uploadId partNumbers parts signature expires download message reference
""".split()  # noqa: SIM905 - words are read more easily as words
VALUES = {
    "null": "null",
    "number": "-1",
    "large": "1e400",
    "huge": "9" * 400,
    "flag": "true",
    "empty": '""',
    "long": '"' + "é" * 6000 + '"',
    "zero": '"\\u0000"',
    "half": '"\\ud800"',
    "up": '"~/../../etc/passwd"',
    "top": '"/"',
    "home": '"~"',
    "bidi": '"/ann/Documents/\\u202egnp.exe/\\u0301"',
    "list": '[[], {}, "x", 3, null]',
    "object": '{"path": {"path": 1}, "uid": [], "name": {}, "": ""}',
    "deep": "[" * 500 + "]" * 500,
}
SHORT = ("half", "object")  # every kind is tried with --soak
KINDS = [pytest.param(kind, marks=() if kind in SHORT else pytest.mark.soak) for kind in VALUES]
WITHOUT = {
    "/logout",
    "/auth/revoke-all-sessions",
    "/login/wait",
}  # the first two end the session, the last one waits
FINE = {503, 507}


def endpoints() -> list[tuple[str, str]]:
    found = set()
    for handler in cast("list[HTTPRouteHandler]", routes(MagicMock())):
        for path in handler.paths:
            if "rest:path" not in path and path not in WITHOUT:
                found |= {
                    (str(method), re.sub(r"\{\w+:int\}", "1", re.sub(r"\{\w+:str\}", "thing", path)))
                    for method in handler.http_methods
                }
    return sorted((method, path) for method, path in found if method not in {"OPTIONS", "HEAD"})


@pytest.mark.parametrize("kind", KINDS)
async def test_no_value_is_the_daemons_fault(ann: httpx.AsyncClient, kind: str) -> None:
    body = "{" + ",".join(f'"{field}": {VALUES[kind]}' for field in FIELDS) + "}"
    wrong: list[str] = []
    for method, path in endpoints():
        answer = await ann.request(
            method, path, content=body.encode(), headers={"Content-Type": "application/json"}
        )
        if answer.status_code >= 500 and answer.status_code not in FINE:
            wrong.append(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
        elif answer.status_code >= 400 and answer.status_code not in {404, 405, 410}:
            told: dict[str, Any] = answer.json()
            if not {"code", "message", "error"} <= set(told):
                wrong.append(f"{method} {path}: {answer.text[:200]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", KINDS)
async def test_no_query_is_the_daemons_fault(ann: httpx.AsyncClient, kind: str) -> None:
    value = VALUES[kind].strip('"').replace("\\u0000", "\0").replace("\\ud800", "\ufffd")[:100]
    wrong = []
    for method, path in endpoints():
        if method == "GET":
            answer = await ann.get(path, params=dict.fromkeys(FIELDS, value), follow_redirects=False)
            if answer.status_code >= 500 and answer.status_code not in FINE:
                wrong.append(f"{path}: {answer.status_code} {answer.text[:200]}")
    assert not wrong, "\n".join(wrong)


FORM = "multipart/form-data; boundary=x"
MANIFEST = (
    b'--x\r\nContent-Disposition: form-data; name="manifest"\r\n\r\n[{"fileMetadata": {"path": "~/a"}}]\r\n'
)
FORMS = {
    "none": (FORM, b""),
    "cut": (FORM, b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf'),
    "headless": (FORM, b"--x\r\n\r\n\r\n--x--\r\n"),
    "nameless": (FORM, b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--\r\n"),
    "boundless": ("multipart/form-data", b"--x\r\n\r\n--x--\r\n"),
    "boundary": ("multipart/form-data; boundary=" + "x" * 5000, b"x"),
    "bytes": ("multipart/form-data; boundary=\xff", b"--\xff\r\n"),
    "head": (FORM, b"--x\r\nX: " + b"y" * 20_000 + b"\r\n\r\nx\r\n--x--\r\n"),
    "heads": (FORM, b"--x\r\n" + b"X: y\r\n" * 100 + b"\r\nx\r\n--x--\r\n"),
    "parts": (
        FORM,
        b'--x\r\nContent-Disposition: form-data; name="operation"\r\n\r\n{}\r\n' * 300 + b"--x--\r\n",
    ),
    "field": (
        FORM,
        b'--x\r\nContent-Disposition: form-data; name="manifest"\r\n\r\n'
        + b"[" * (5 << 20)
        + b"\r\n--x--\r\n",
    ),
    "deep": (
        FORM,
        b'--x\r\nContent-Disposition: form-data; name="operation"\r\n\r\n'
        + b"[" * 100_000
        + b"\r\n--x--\r\n",
    ),
    "up": (
        FORM,
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="../../etc/passwd"\r\n\r\nx\r\n--x--\r\n',
    ),
    "fewer": (FORM, MANIFEST + b"--x--\r\n"),
}


@pytest.mark.parametrize("path", ["/batch", "/fs/write", "/fs/batchWrite"])
async def test_a_form_that_is_none_writes_nothing(ann: httpx.AsyncClient, path: str) -> None:
    for form, (content_type, body) in FORMS.items():
        headers = {"Content-Type": content_type.encode("latin-1")}
        answer = await ann.post(path, content=body, headers=headers)
        assert answer.status_code in {200, 218, 400, 413}, (form, answer.text)
        if answer.status_code == 200:
            assert answer.json() in ({"results": []}, []), form
    listed = (await ann.post("/readdir", json={"path": "~"})).json()
    assert not [one["name"] for one in listed if not one["is_dir"]]
