"""`ingle image …`."""

import sys
from typing import TYPE_CHECKING

import click

from ingle.cli.connect import complete_images, complete_machines, connected
from ingle.cli.output import age, json_option, print_json, print_table
from ingle.cli.tell import say

if TYPE_CHECKING:
    from ingle.sdk.sync.images import Image
    from ingle.wire.images import ImageProgress

_DETACH = click.option("-d", "--detach", is_flag=True, help="Do not wait until it is ready.")


@click.group()
def image() -> None:
    """Images: what machines are made from."""


@image.command("ls")
@click.option("-q", "--quiet", is_flag=True, help="Names only.")
@json_option
def ls(quiet: bool, as_json: bool) -> None:
    """List your images."""
    from ingle.base.units import format_size

    with connected() as ingle:
        found = [one.details for one in ingle.images.list()]
    if as_json:
        print_json(found)
    elif quiet:
        for one in found:
            print(one.name)
    elif not found:
        say("No images yet. Make one: ingle image create debian")
    else:
        rows = [
            (
                one.name,
                one.state,
                format_size(one.size_bytes) if one.size_bytes else "",
                one.source,
                age(one.created_at),
            )
            for one in found
        ]
        print_table(("name", "state", "size", "source", "created"), rows)


@image.command("create")
@click.argument("base", type=click.Choice(["debian", "busybox"]))
@click.option("--name", default="", help="Default: the base's name.")
@click.option(
    "-p", "--package", "packages", multiple=True, help="Another Debian package in it. May be repeated."
)
@_DETACH
@json_option
def create(base: str, name: str, packages: tuple[str, ...], detach: bool, as_json: bool) -> None:
    """Make an image here from Debian's packages."""
    with connected() as ingle:
        made = ingle.images.create("debian" if base == "debian" else "busybox", name, packages=packages)
        _finish(made, detach=detach, as_json=as_json)


@image.command("pull")
@click.argument("reference")
@click.option("--name", default="", help="Default: the reference.")
@click.option("--username", default="", help="For the registry; the password is asked for.")
@click.option("--password-stdin", is_flag=True, help="Read the registry's password from standard input.")
@click.option("--insecure", is_flag=True, help="Plain HTTP, or a certificate that nobody vouches for.")
@_DETACH
@json_option
def pull(
    reference: str,
    name: str,
    username: str,
    password_stdin: bool,
    insecure: bool,
    detach: bool,
    as_json: bool,
) -> None:
    """Fetch an image from a registry."""
    password = ""
    if password_stdin:
        password = sys.stdin.read().rstrip("\n")
    elif username:
        password = click.prompt("Password", hide_input=True, err=True)
    with connected() as ingle:
        made = ingle.images.pull(reference, name, username=username, password=password, insecure=insecure)
        _finish(made, detach=detach, as_json=as_json)


@image.command("import")
@click.argument("archive", type=click.Path(exists=True, dir_okay=False))
@click.option("--name", default="", help="Default: the file's name.")
@_DETACH
@json_option
def import_(archive: str, name: str, detach: bool, as_json: bool) -> None:
    """Take an image from an ARCHIVE: what `docker save` writes, or an OCI layout as tar."""
    from pathlib import PurePath

    with connected() as ingle:
        made = ingle.images.import_file(archive, name or PurePath(archive).name.partition(".")[0].lower())
        _finish(made, detach=detach, as_json=as_json)


@image.command("save")
@click.argument("machine", shell_complete=complete_machines)
@click.argument("name")
@_DETACH
@json_option
def save(machine: str, name: str, detach: bool, as_json: bool) -> None:
    """Make an image NAME of the root file system of a MACHINE, as it is now."""
    with connected() as ingle:
        _finish(ingle.images.save(machine, name), detach=detach, as_json=as_json)


@image.command("rm")
@click.argument("images", metavar="IMAGE...", nargs=-1, required=True, shell_complete=complete_images)
def rm(images: tuple[str, ...]) -> None:
    """Remove images that no machine uses."""
    with connected() as ingle:
        for name in images:
            found = ingle.images.get(name)
            found.remove()
            print(found.name, flush=True)


@image.command("inspect")
@click.argument("image", shell_complete=complete_images)
@json_option
def inspect(image: str, as_json: bool) -> None:
    """Everything about an image, as JSON."""
    with connected() as ingle:
        print_json(ingle.images.get(image).details)


def _finish(made: "Image", *, detach: bool, as_json: bool) -> None:
    if not detach:
        from ingle.cli.progress import open_bar

        with open_bar() as bar:

            def report(now: "ImageProgress") -> None:
                bar.show(now.step, now.done, now.total, now.unit)

            made.wait(report)
    if as_json:
        print_json(made.details)
    else:
        print(made.name)
