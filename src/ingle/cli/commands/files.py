"""`ingle files …`: your own files. (Those of a machine are reached by `ingle cp` and `ingle exec`.)"""

import sys
from typing import TYPE_CHECKING, Any

import click

from ingle.cli.commands.transfers import archive, get, put, sign, unpack, uploads
from ingle.cli.connect import connected
from ingle.cli.output import age, json_option, print_json, print_table
from ingle.cli.paths import own, told
from ingle.cli.tell import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingle.wire.files import FileEntry


@click.group()
def files() -> None:
    """Your files. PATH is `~/Documents/a.txt` (quoted, or the shell reads it), `/NAME/…`, or an id."""


@files.command("ls")
@click.argument("path", default="~")
@click.option("-s", "--sort", type=click.Choice(["name", "modified", "size", "kind"]), default="name")
@click.option("-r", "--reverse", is_flag=True, help="The last first.")
@json_option
def ls(path: str, sort: Any, reverse: bool, as_json: bool) -> None:
    """What a directory holds."""
    with connected() as ingle:
        _show(ingle.files.list(own(path), sort=sort, descending=reverse), as_json=as_json)


@files.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option("--under", metavar="PATH", help="The directory to search in. Default: all that is yours.")
@json_option
def find(words: tuple[str, ...], under: str | None, as_json: bool) -> None:
    """Find files and directories by words in their names."""
    with connected() as ingle:
        found = ingle.files.search(" ".join(words), under=None if under is None else own(under), limit=1000)
    if as_json:
        print_json(found)
    else:
        for one in found:
            print(one.path)


@files.command("grep")
@click.argument("words", nargs=-1, required=True)
@click.option("--under", metavar="PATH", help="The directory to search in. Default: all that is yours.")
@json_option
def grep(words: tuple[str, ...], under: str | None, as_json: bool) -> None:
    """Find files by words in what they say, or the beginnings of words."""
    with connected() as ingle:
        found = ingle.files.search_contents(
            " ".join(words), under=None if under is None else own(under), limit=1000
        )
    if as_json:
        print_json(found)
    else:
        for one in found:
            print(f"{one.entry.path}: {one.excerpt}")


@files.command("stat")
@click.argument("path")
def stat(path: str) -> None:
    """Everything about an entry, as JSON."""
    with connected() as ingle:
        print_json(ingle.files.stat(own(path)))


@files.command("cat")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
def cat(paths: tuple[str, ...]) -> None:
    """Write files to standard output."""
    with connected() as ingle:
        for path in paths:
            for piece in ingle.files.stream(own(path)):
                sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()


@files.command("mkdir")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-p", "--parents", is_flag=True, help="Make missing ones above it; one that is there is no error."
)
@json_option
def mkdir(paths: tuple[str, ...], parents: bool, as_json: bool) -> None:
    """Make directories."""
    with connected() as ingle:
        made = [ingle.files.mkdir(own(path), parents=parents, exist_ok=parents) for path in paths]
    told(made, as_json=as_json)


@files.command("mv")
@click.argument("source")
@click.argument("into")
@click.option("--name", default="", help="Another name.")
@click.option("-f", "--overwrite", is_flag=True, help="A file of that name gives way.")
@json_option
def mv(source: str, into: str, name: str, overwrite: bool, as_json: bool) -> None:
    """Move SOURCE into the directory INTO."""
    with connected() as ingle:
        moved = ingle.files.move(own(source), own(into), name=name, overwrite=overwrite)
    told([moved], as_json=as_json)


@files.command("cp")
@click.argument("source")
@click.argument("into")
@click.option("--name", default="", help="Another name.")
@click.option("-f", "--overwrite", is_flag=True, help="A file of that name gives way.")
@json_option
def cp(source: str, into: str, name: str, overwrite: bool, as_json: bool) -> None:
    """Copy SOURCE, with all that is in it, into the directory INTO."""
    with connected() as ingle:
        made = ingle.files.copy(own(source), own(into), name=name, overwrite=overwrite)
    told([made], as_json=as_json)


@files.command("rename")
@click.argument("path")
@click.argument("name")
@json_option
def rename(path: str, name: str, as_json: bool) -> None:
    """Give another name."""
    with connected() as ingle:
        told([ingle.files.rename(own(path), name)], as_json=as_json)


@files.command("rm")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("-r", "--recursive", is_flag=True, help="Also directories that hold something.")
def rm(paths: tuple[str, ...], recursive: bool) -> None:
    """Remove for ever, without the trash."""
    with connected() as ingle:
        for path in paths:
            ingle.files.remove(own(path), recursive=recursive)
            print(path, flush=True)


@files.command("trash")
@click.argument("paths", metavar="PATH...", nargs=-1)
@click.option("--empty", is_flag=True, help="Remove for ever all that is in the trash.")
@json_option
def trash(paths: tuple[str, ...], empty: bool, as_json: bool) -> None:
    """Put files and directories into the trash, or empty it."""
    if bool(paths) == empty:
        raise click.UsageError("Name what goes into the trash, or --empty it.")
    with connected() as ingle:
        if empty:
            say(f"{ingle.files.empty_trash()} removed")
        else:
            told([ingle.files.trash(own(path)) for path in paths], as_json=as_json)


@files.command("restore")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@json_option
def restore(paths: tuple[str, ...], as_json: bool) -> None:
    """Take things out of the trash, to where they were."""
    with connected() as ingle:
        told([ingle.files.restore(own(path)) for path in paths], as_json=as_json)


@files.command("versions")
@click.argument("path")
@click.option("--restore", metavar="VERSION", help="Have the file hold this again.")
@json_option
def versions(path: str, restore: str | None, as_json: bool) -> None:
    """What a file held before, the newest first."""
    from ingle.base.units import format_size

    with connected() as ingle:
        if restore is not None:
            told([ingle.files.restore_version(restore)], as_json=as_json)
            return
        found = ingle.files.versions(own(path))
    if as_json:
        print_json(found)
    else:
        rows = [(one.id, format_size(one.size), age(one.modified_at), age(one.replaced_at)) for one in found]
        print_table(("version", "size", "written", "replaced"), rows)


@files.command("df")
@json_option
def df(as_json: bool) -> None:
    """How much your files take, and may."""
    from ingle.base.units import format_size

    with connected() as ingle:
        used = ingle.files.usage()
    if as_json:
        print_json(used)
    else:
        limit = format_size(used.limit_bytes) if used.limit_bytes else "any amount"
        print_table(
            ("used", "allowed", "entries"), [(format_size(used.used_bytes), limit, str(used.entries))]
        )


def _show(found: "Sequence[FileEntry]", *, as_json: bool) -> None:
    from ingle.base.units import format_size

    if as_json:
        print_json(found)
        return
    rows = [
        (
            one.name + ("/" if one.kind == "directory" else ""),
            format_size(one.size) if one.kind == "file" else "",
            age(one.modified_at),
        )
        for one in found
    ]
    print_table(("name", "size", "modified"), rows)


for _command in (get, put, archive, unpack, sign, uploads):
    files.add_command(_command)
