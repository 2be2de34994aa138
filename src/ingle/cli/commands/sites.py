"""`ingle site …`."""

from typing import TYPE_CHECKING

import click

from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json, print_table
from ingle.cli.paths import own
from ingle.cli.tell import say

if TYPE_CHECKING:
    from ingle.wire.sites import Site


@click.group()
def site() -> None:
    """Sites: directories of yours, shown as pages."""


@site.command("create")
@click.argument("name")
@click.argument("directory")
@click.option("--private", is_flag=True, help="Only for you, and who may read the directory.")
@click.option("--fallback", is_flag=True, help="Show index.html for what is not there.")
@json_option
def create_site(name: str, directory: str, private: bool, fallback: bool, as_json: bool) -> None:
    """Show DIRECTORY (such as ~/Public/blog) as the site NAME."""
    with connected() as ingle:
        _show(ingle.sites.create(name, own(directory), private=private, fallback=fallback), as_json)


@site.command("ls")
@click.option("--directory", help="Only those that show this directory.")
@json_option
def list_sites(directory: str | None, as_json: bool) -> None:
    """List your sites."""
    with connected() as ingle:
        found = ingle.sites.list(directory and own(directory))
    if as_json:
        print_json(found)
    elif not found:
        say("No sites yet. Make one: ingle site create NAME DIRECTORY")
    else:
        rows = [(one.name, one.path, one.domain, "private" if one.private else "public") for one in found]
        print_table(("NAME", "PATH", "DOMAIN", "FOR"), rows)


@site.command("inspect")
@click.argument("name")
def inspect_site(name: str) -> None:
    """Print all about a site, as JSON."""
    with connected() as ingle:
        print_json(ingle.sites.get(name))


@site.command("set")
@click.argument("name")
@click.option("--directory", help="Show this one.")
@click.option("--domain", help='Give it this host (admins only); "" takes it away.')
@click.option("--private/--public", default=None)
@click.option("--fallback/--no-fallback", default=None)
@json_option
def change_site(
    name: str,
    directory: str | None,
    domain: str | None,
    private: bool | None,
    fallback: bool | None,
    as_json: bool,
) -> None:
    """Change a site."""
    with connected() as ingle:
        from ingle.wire.sites import SiteUpdate

        change = SiteUpdate(
            directory=directory and own(directory), domain=domain, private=private, fallback=fallback
        )
        _show(ingle.sites.update(name, change), as_json)


@site.command("visit")
@click.argument("name")
@json_option
def visit_site(name: str, as_json: bool) -> None:
    """Print a path on the daemon's host that shows a private site for some hours."""
    with connected() as ingle:
        visit = ingle.sites.visit(name)
    if as_json:
        print_json(visit)
    else:
        click.echo(visit.path)


@site.command("rm")
@click.argument("names", metavar="NAME…", nargs=-1, required=True)
def remove_sites(names: tuple[str, ...]) -> None:
    """Remove sites; their directories stay."""
    with connected() as ingle:
        for name in names:
            ingle.sites.remove(name)


def _show(made: "Site", as_json: bool) -> None:
    if as_json:
        print_json(made)
    else:
        say(f"{made.name}: {made.path}" + "".join(f" {host}" for host in made.hosts))
