"""`ingle share …`, `ingle group …` and `ingle link …`."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

import click

from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json, print_table
from ingle.cli.paths import own
from ingle.cli.tell import say

if TYPE_CHECKING:
    from ingle.sdk.sync.client import Ingle
    from ingle.wire.sharing import Grant, Mode, RecipientKind

_KIND = click.option(
    "-k",
    "--kind",
    default="",
    help="What kind of thing it is: `entry` (a file or directory) or `app`. Default: a path is an entry, a name an app.",
)
_PATHS = ("~", "/", "ent_")  # how a file's path or id begins
_DAYS = click.option(
    "--days", type=click.IntRange(1), help="How long it holds. Default: until it is revoked."
)
_NOTE = click.option("--note", default="", help="For whoever reads the list later.")


@click.group()
def share() -> None:
    """Share things with people, groups, apps and tokens, and see what is shared."""


@share.command("with")
@click.argument("name")
@click.argument("thing")
@click.option(
    "-m",
    "--mode",
    type=click.Choice(["see", "list", "read", "write", "manage"]),
    default="read",
    show_default=True,
    help="What they may; each includes those before it.",
)
@click.option(
    "--to",
    "to_kind",
    type=click.Choice(["user", "group", "app", "token"]),
    default="user",
    show_default=True,
    help="What NAME is of. The groups everyone and admins are always there.",
)
@_KIND
@_DAYS
@_NOTE
@json_option
def share_with(
    name: str,
    thing: str,
    mode: "Mode",
    to_kind: "RecipientKind",
    kind: str,
    days: int | None,
    note: str,
    as_json: bool,
) -> None:
    """Let NAME use THING. What you had granted them on it is replaced."""
    with connected() as ingle:
        made = ingle.grants.give(
            *_meant(ingle, kind, thing), name, mode, to_kind=to_kind, expires_at=_until(days), note=note
        )
    if as_json:
        print_json(made)
    else:
        print(made.id)
        say(f"{made.holder.name} may {made.mode} {made.name}; no longer: ingle share revoke {made.id}")


@share.command("ls")
@click.argument("thing", required=False)
@click.option("--received", is_flag=True, help="What others share with you.")
@_KIND
@json_option
def list_shares(thing: str | None, received: bool, kind: str, as_json: bool) -> None:
    """List what you share, or everything that was granted on THING."""
    with connected() as ingle:
        listed = ingle.grants.received if received else ingle.grants.issued
        found = listed() if thing is None else ingle.grants.on(*_meant(ingle, kind, thing))
    if as_json:
        print_json(found)
    elif not found:
        say("Nothing is shared. Share something: ingle share with NAME THING")
    else:
        print_table(("THING", "KIND", "HOLDER", "MODE", "BY", "UNTIL", "ID"), [_row(one) for one in found])


@share.command("revoke")
@click.argument("grants", metavar="ID...", nargs=-1, required=True)
def revoke(grants: tuple[str, ...]) -> None:
    """Take grants back, and links with them; gives back what you were given yourself."""
    with connected() as ingle:
        for grant in grants:
            ingle.grants.revoke(grant)
            print(grant, flush=True)


@click.group()
def link() -> None:
    """Links: ways to one thing for whoever has them."""


@link.command("create")
@click.argument("thing")
@click.option(
    "-m", "--mode", type=click.Choice(["see", "list", "read", "write"]), default="read", show_default=True
)
@click.option("--ask-password", is_flag=True, help="Ask for a password, which whoever follows it needs too.")
@_KIND
@_DAYS
@_NOTE
@json_option
def create_link(
    thing: str,
    mode: Literal["see", "list", "read", "write"],
    ask_password: bool,
    kind: str,
    days: int | None,
    note: str,
    as_json: bool,
) -> None:
    """Make a link to THING and print its secret, which is never shown again."""
    password = (
        click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True) if ask_password else ""
    )
    with connected() as ingle:
        made = ingle.links.create(
            *_meant(ingle, kind, thing), mode, expires_at=_until(days), password=password, note=note
        )
    if as_json:
        print_json(made)
    else:
        print(made.secret)
        say(f"It works until: ingle share revoke {made.link.grant_id}")


@link.command("ls")
@click.argument("thing")
@_KIND
@json_option
def list_links(thing: str, kind: str, as_json: bool) -> None:
    """List the links to THING."""
    with connected() as ingle:
        found = ingle.links.list(*_meant(ingle, kind, thing))
    if as_json:
        print_json(found)
    elif not found:
        say(f"No links yet. Make one: ingle link create {thing}")
    else:
        rows = [
            (one.id, one.mode, "yes" if one.password else "no", _day(one.expires_at), one.note, one.grant_id)
            for one in found
        ]
        print_table(("LINK", "MODE", "PASSWORD", "UNTIL", "NOTE", "GRANT"), rows)


@click.group()
def group() -> None:
    """Groups: people together, to share with all of them at once."""


@group.command("create")
@click.argument("name")
@json_option
def create_group(name: str, as_json: bool) -> None:
    """Make a group; you own it, and are in it when you add yourself."""
    with connected() as ingle:
        made = ingle.groups.create(name)
    if as_json:
        print_json(made)
    else:
        print(made.name)


@group.command("ls")
@json_option
def list_groups(as_json: bool) -> None:
    """List the groups that you own or are in, and who is in them."""
    with connected() as ingle:
        found = ingle.groups.list()
    if as_json:
        print_json(found)
    elif not found:
        say("No groups yet. Make one: ingle group create NAME")
    else:
        rows = [
            (one.name, one.id, one.owner.name, " ".join(member.name for member in one.members))
            for one in found
        ]
        print_table(("NAME", "ID", "OWNER", "MEMBERS"), rows)


@group.command("add")
@click.argument("name")
@click.argument("people", metavar="PERSON...", nargs=-1, required=True)
def add_members(name: str, people: tuple[str, ...]) -> None:
    """Add people to a group."""
    with connected() as ingle:
        for person in people:
            ingle.groups.add(name, person)
            print(person, flush=True)


@group.command("take-out")
@click.argument("name")
@click.argument("people", metavar="PERSON...", nargs=-1, required=True)
def take_out_members(name: str, people: tuple[str, ...]) -> None:
    """Take people out of a group; or yourself, who leaves."""
    with connected() as ingle:
        for person in people:
            ingle.groups.take_out(name, person)
            print(person, flush=True)


@group.command("rename")
@click.argument("name")
@click.argument("to")
def rename_group(name: str, to: str) -> None:
    """Rename a group."""
    with connected() as ingle:
        print(ingle.groups.rename(name, to).name)


@group.command("rm")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
def remove_groups(names: tuple[str, ...]) -> None:
    """Remove groups, and all that was granted to them."""
    with connected() as ingle:
        for name in names:
            ingle.groups.remove(name)
            print(name, flush=True)


def _meant(ingle: "Ingle", kind: str, thing: str) -> tuple[str, str]:
    """The kind of a thing, and its id: files are named by their paths, also as a shell hands them over."""
    thing = own(thing)
    if kind == "entry" or (not kind and thing.startswith(_PATHS)):
        return "entry", ingle.files.stat(thing).id
    return kind or "app", thing


def _until(days: int | None) -> datetime | None:
    return None if days is None else datetime.now(UTC) + timedelta(days=days)


def _row(one: "Grant") -> tuple[str, ...]:
    holder = one.holder.name if one.holder_kind == "user" else f"{one.holder_kind} {one.holder.name}"
    return one.name or "(gone)", one.kind, holder, one.mode, one.issuer.name, _day(one.expires_at), one.id


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "it is revoked"
