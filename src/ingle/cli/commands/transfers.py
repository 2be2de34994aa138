"""`ingle files get`, `put`, `uploads` and `sign`: between your files, this computer, and everybody else."""

import os
from typing import TYPE_CHECKING

import click

from ingle.cli.connect import connected, find
from ingle.cli.durations import DURATION
from ingle.cli.output import age, json_option, print_json, print_table
from ingle.cli.paths import own, told
from ingle.cli.progress import open_bar
from ingle.cli.tell import say

if TYPE_CHECKING:
    from ingle.sdk.sync.client import Ingle
    from ingle.wire.files import FileEntry

_PIECE = 1 << 18


@click.command("get")
@click.argument("path")
@click.argument("local", required=False)
def get(path: str, local: str | None) -> None:
    """Fetch a file into LOCAL, or into its name here."""
    from pathlib import Path

    target = Path(local or path.rstrip("/").rpartition("/")[2])
    target = target / path.rstrip("/").rpartition("/")[2] if target.is_dir() else target
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with connected() as ingle:
        try:
            with part.open("xb") as file:
                for piece in ingle.files.stream(own(path)):
                    file.write(piece)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    print(target)


@click.command("put")
@click.argument("local", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.argument("path")
@click.option("-p", "--parents", is_flag=True, help="Make missing directories.")
@json_option
def put(local: str, path: str, parents: bool, as_json: bool) -> None:
    """Send a file (`-`: standard input) to PATH; into it where that ends with a slash.

    What was broken off goes on when it is said again; `ingle files uploads` lists it.
    """
    from pathlib import Path

    target = own(path + Path(local).name if path.endswith("/") else path)
    with connected() as ingle, open_bar() as bar:
        if local == "-":
            made = _put_stream(ingle, target, parents=parents)
        else:
            step = f"sending {target}"
            made = ingle.files.upload(
                target,
                local,
                parents=parents,
                progress=lambda done, total: bar.show(step, done, total, "bytes"),
            )
    told([made], as_json=as_json)


def _put_stream(ingle: "Ingle", target: str, *, parents: bool) -> "FileEntry":
    from ingle.sdk.sync.face import feed

    with click.open_file("-", "rb") as file:
        pieces = iter(lambda: file.read(_PIECE), b"")
        return ingle.files.write(target, feed(pieces), parents=parents)


@click.command("uploads")
@click.option("--abort", metavar="UPLOAD", help="Give this one up; `all`: every one.")
@json_option
def uploads(abort: str | None, as_json: bool) -> None:
    """What was begun to be sent, and is not complete."""
    from ingle.base.units import format_size

    with connected() as ingle:
        found = ingle.files.uploads.list()
        if abort is not None:
            for one in [one.id for one in found] if abort == "all" else [abort]:
                ingle.files.uploads.abort(one)
                print(one)
            return
    if as_json:
        print_json(found)
        return
    rows = [
        (
            one.id,
            one.path,
            format_size(one.received_bytes),
            "" if one.size is None else format_size(one.size),
            age(one.created_at),
        )
        for one in found
    ]
    print_table(("upload", "path", "received", "of", "begun"), rows)


@click.command("sign")
@click.argument("path")
@click.option("--write", is_flag=True, help="It may also be written; into a directory, files may be put.")
@click.option("--for", "life", metavar="DURATION", type=DURATION, default="1h", help="How long. Default: 1h.")
@click.option("--revoke", is_flag=True, help="What was signed for it until now is void.")
@json_option
def sign(path: str, write: bool, life: float, revoke: bool, as_json: bool) -> None:
    """A URL by which anybody may read PATH."""
    with connected() as ingle:
        if revoke:
            ingle.files.revoke_signed(own(path))
            say(f"URLs that were signed for {path} until now are void")
            return
        signed = ingle.files.sign(own(path), write=write, seconds=int(life))
    if as_json:
        print_json(signed)
    else:
        place = find()
        print(signed.url if place.socket else place.url + signed.url)
