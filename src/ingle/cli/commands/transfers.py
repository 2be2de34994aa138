"""`ingle files get`, `put`, `uploads` and `sign`: between your files, this computer, and everybody else."""

import os
import sys
from typing import TYPE_CHECKING

import click

from ingle.cli.connect import connected, find
from ingle.cli.durations import DURATION
from ingle.cli.output import age, json_option, print_json, print_table
from ingle.cli.paths import own, told
from ingle.cli.progress import open_bar
from ingle.cli.tell import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ingle.sdk.sync.client import Ingle
    from ingle.sdk.tree import Archive
    from ingle.wire.files import FileEntry

_PIECE = 1 << 18


@click.command("get")
@click.argument("path")
@click.argument("local", required=False)
def get(path: str, local: str | None) -> None:
    """Fetch a file into LOCAL, or into its name here."""
    from pathlib import Path

    name = path.rstrip("/").rpartition("/")[2]
    target = Path(local or name)
    with connected() as ingle:
        print(_save(ingle.files.stream(own(path)), target / name if target.is_dir() else target))


@click.command("archive")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="LOCAL",
    help="Where to; its ending says which kind. Default: NAME.zip here; `-`: stdout.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["zip", "tar", "tar.gz"]),
    help="Which kind. Default: as LOCAL ends, else zip.",
)
def archive(paths: tuple[str, ...], output: str | None, format_: "Archive | None") -> None:
    """Fetch files, and directories with all that is in them, as one archive."""
    from pathlib import Path

    kind = format_ or _kind_of(output or "")
    name = paths[0].rstrip("/").rpartition("/")[2].strip("~") or "files"
    with connected() as ingle:
        pieces = ingle.files.archive(*map(own, paths), format=kind)
        if output == "-":
            for piece in pieces:
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        else:
            print(_save(pieces, Path(output or f"{name}.{kind}")))


@click.command("unpack")
@click.argument("path")
@click.argument("into", required=False)
@json_option
def unpack(path: str, into: str | None, as_json: bool) -> None:
    """Make a new directory of all that an archive holds, beside it or in the directory INTO."""
    with connected() as ingle:
        made = ingle.files.unpack(own(path), None if into is None else own(into))
    if as_json:
        print_json(made)
        return
    for one in made.first_skipped:
        say(f"left out, a {one.kind}: {one.path}")
    if made.skipped > len(made.first_skipped):
        say(f"left out: {made.skipped - len(made.first_skipped)} more")
    print(made.entry.path)


def _kind_of(name: str) -> "Archive":
    if name.endswith((".tar.gz", ".tgz")):
        return "tar.gz"
    return "tar" if name.endswith(".tar") else "zip"


def _save(pieces: "Iterable[bytes]", target: "Path") -> "Path":
    """All of it or nothing."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.writelines(pieces)
        return part.replace(target)
    finally:
        part.unlink(missing_ok=True)


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
