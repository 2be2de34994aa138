"""What the how-to says exists, exists."""

import re
from pathlib import Path

from ingle import sdk
from ingle.sdk import errors
from ingle.sdk.sync.client import Ingle, Snapshots
from ingle.sdk.sync.images import Image, Images
from ingle.sdk.sync.machines import Files, Machine, Machines, Process
from ingle.sdk.sync.tree import Tree

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "python-sdk.md"
OWNERS = {
    "machine": Machine,
    "machine.files": Files,
    "process": Process,
    "shell": Process,
    "image": Image,
    "ingle.images": Images,
    "ingle.files": Tree,
    "ingle.machines": Machines,
    "ingle.snapshots": Snapshots,
    "ingle": Ingle,
}


def test_every_method_of_the_sdk_page_exists() -> None:
    text = PAGE.read_text()
    called = re.findall(
        r"\b(machine\.files|machine|process|image|ingle\.(?:files|images|machines|snapshots)|ingle)\.(\w+)\(",
        text,
    )
    assert len(called) > 20
    assert [f"{owner}.{name}" for owner, name in called if not hasattr(OWNERS[owner], name)] == []


def test_every_import_of_the_sdk_page_works() -> None:
    lines = re.findall(r"^    from ingle\.sdk import (.+)$", PAGE.read_text(), re.MULTILINE)
    names = [name.strip() for line in lines for name in line.split(",")]
    assert len(names) > 5
    assert [name for name in names if not hasattr(sdk, name)] == []


def test_every_error_of_the_sdk_page_exists() -> None:
    text = PAGE.read_text()
    named = set(re.findall(r"\b(\w+Error)\b", text))
    assert all(hasattr(sdk, name) for name in named)
    assert named == {name for name in vars(errors) if name.endswith("Error")}
