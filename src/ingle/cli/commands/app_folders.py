"""`ingle app install`: a folder of pages becomes an app: its files go into your tree, a site shows them, and the app is registered."""

import base64
import json
import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingle.cli.connect import connected
from ingle.cli.tell import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ingle.sdk import Ingle

MANIFEST = "app.json"
# in a manifest, as the API has them
SAID = ("title", "description", "types", "maximize_on_start", "metadata")


@click.command("install")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--name", default="", help="Of the app and its site. Default: the folder's.")
def install(folder: Path, name: str) -> None:
    """Make the pages in FOLDER an app of yours; once more brings it up to date.

    Its files are kept in ~/Apps/NAME, shown by the site NAME. FOLDER/app.json may say its title, description, types, icon (a file) and metadata.
    """
    called = name or folder.resolve().name.lower()
    said = manifest_of(folder)
    with connected() as ingle:
        directory = f"~/Apps/{called}"
        _replace(ingle, folder, directory)
        _show(ingle, called, directory)
        _register(ingle, called, said)
    say(f"installed {called}: it is on the desktop now")


def manifest_of(folder: Path) -> "Mapping[str, Any]":
    """What the folder says about its app, with the icon as a data: URL. Raises click.ClickException for what is no manifest."""
    if not (folder / "index.html").is_file():
        raise click.ClickException(f"{folder} has no index.html; that is the page of an app")
    file = folder / MANIFEST
    try:
        told = json.loads(file.read_bytes()) if file.exists() else {}
    except ValueError as error:
        raise click.ClickException(f"{file} is no JSON: {error}") from error
    if not isinstance(told, dict) or told.keys() - {*SAID, "icon"}:
        raise click.ClickException(f"{file} is an object of {', '.join([*SAID, 'icon'])}, and nothing else")
    icon = told.pop("icon", None)
    return told | ({} if icon is None else {"icon": _data_url(folder, str(icon))})


def _data_url(folder: Path, name: str) -> str:
    picture = folder / name
    if not picture.is_file() or not picture.resolve().is_relative_to(folder.resolve()):
        raise click.ClickException(f"the icon {name} is not in {folder}")
    kind = mimetypes.guess_type(picture.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(picture.read_bytes()).decode()}"


def files_of(folder: Path) -> "Iterator[Path]":
    """Those of an app: nothing hidden, and no links to elsewhere."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.resolve().is_relative_to(folder.resolve()):
            yield path


def _replace(ingle: "Ingle", folder: Path, directory: str) -> None:
    """The directory itself stays, because the site knows it by its id."""
    ingle.files.mkdir(directory, parents=True, exist_ok=True)
    sent = {path.relative_to(folder).as_posix(): path for path in files_of(folder)}
    for name, path in sent.items():
        ingle.files.write(f"{directory}/{name}", path.read_bytes(), parents=True)
    kept = {name.partition("/")[0] for name in sent}
    for entry in ingle.files.list(directory):
        if entry.name not in kept:
            ingle.files.remove(entry.id, recursive=True)


def _show(ingle: "Ingle", name: str, directory: str) -> None:
    if all(site.name != name for site in ingle.sites.list(directory)):
        ingle.sites.create(name, directory)


def _register(ingle: "Ingle", name: str, said: "Mapping[str, Any]") -> None:
    from ingle.wire.apps import AppCreate, AppUpdate

    url = f"/sites/{name}/"
    if any(app.name == name for app in ingle.apps.list()):
        ingle.apps.update(name, AppUpdate(index_url=url, **said))
    else:
        ingle.apps.create(AppCreate(name=name, index_url=url, **said))
