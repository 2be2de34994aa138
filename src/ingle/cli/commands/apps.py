"""`ingle app …`."""

from typing import TYPE_CHECKING

import click

from ingle.cli.commands.app_folders import install
from ingle.cli.connect import connected
from ingle.cli.output import age, json_option, print_json, print_table
from ingle.cli.tell import say

if TYPE_CHECKING:
    from ingle.wire.apps import App, Visibility


@click.group()
def app() -> None:
    """Apps: programs that run in the desktop and act for you by what you grant them."""


@app.command("create")
@click.argument("name")
@click.argument("url")
@click.option("--title", default="", help="What people read. Default: the name.")
@click.option("--description", default="")
@click.option(
    "-t", "--type", "types", multiple=True, help="Files that it opens, like .md or image/*. May be repeated."
)
@click.option(
    "--visibility", type=click.Choice(["private", "unlisted", "listed"]), default="private", show_default=True
)
@json_option
def create_app(
    name: str,
    url: str,
    title: str,
    description: str,
    types: tuple[str, ...],
    visibility: "Visibility",
    as_json: bool,
) -> None:
    """Register the page at URL as an app."""
    with connected() as ingle:
        from ingle.wire.apps import AppCreate

        wanted = AppCreate(
            name=name,
            index_url=url,
            title=title,
            description=description,
            types=list(types),
            visibility=visibility,
        )
        made = ingle.apps.create(wanted)
    _show(made, as_json)


@app.command("ls")
@click.option("--store", is_flag=True, help="Those that everybody is offered.")
@json_option
def list_apps(store: bool, as_json: bool) -> None:
    """List your apps."""
    with connected() as ingle:
        found = ingle.apps.store() if store else ingle.apps.list()
    if as_json:
        print_json(found)
    elif not found:
        say("No apps yet. Register one: ingle app create NAME URL")
    else:
        rows = [
            (one.name, one.title, one.visibility, age(one.opened_at) or "never", one.index_url)
            for one in found
        ]
        print_table(("NAME", "TITLE", "VISIBILITY", "OPENED", "URL"), rows)


@app.command("inspect")
@click.argument("name")
def inspect_app(name: str) -> None:
    """Print all about an app, as JSON."""
    with connected() as ingle:
        print_json(ingle.apps.get(name))


@app.command("rm")
@click.argument("names", metavar="NAME…", nargs=-1, required=True)
def remove_apps(names: tuple[str, ...]) -> None:
    """Remove apps; they act for nobody any more."""
    with connected() as ingle:
        for name in names:
            ingle.apps.remove(name)
            say(f"removed {name}")


@app.command("token")
@click.argument("name")
def token(name: str) -> None:
    """Let an app act for you, and print the secret by which it does; it is never shown again."""
    with connected() as ingle:
        print(ingle.apps.token(name).secret)
    say(f"It works until: ingle app revoke {name}")


@app.command("revoke")
@click.argument("name")
def revoke(name: str) -> None:
    """Let an app act for you no longer."""
    with connected() as ingle:
        ingle.apps.end_tokens(name)
    say(f"{name} no longer acts for you")


def _show(made: "App", as_json: bool) -> None:
    if as_json:
        print_json(made)
    else:
        say(f"registered {made.name} ({made.id})")


app.add_command(install)
