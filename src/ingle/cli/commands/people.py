"""What administrators do with people: `ingle invite …`, and some of `ingle user …`."""

from typing import IO

import click

from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json, print_table
from ingle.cli.tell import say
from ingle.sdk.errors import InvalidError


@click.command("import")
@click.argument("file", type=click.File("rb"))
@json_option
def import_users(file: IO[bytes], as_json: bool) -> None:
    """Take people over from another system: FILE is a JSON list of {"name", "email", "password_hash", "admin"}; `-` is standard input.

    Hashes of Argon2 and bcrypt are understood; who has none needs a new password. All are taken, or none.
    """
    import msgspec

    from ingle.wire.people import Imported

    try:
        newcomers = msgspec.json.decode(file.read(), type=list[Imported])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InvalidError(f"the file is not a list of people: {error}") from error
    with connected() as ingle:
        made = ingle.users.take_over(newcomers)
    if as_json:
        print_json(made)
    else:
        print("\n".join(one.name for one in made))


@click.command()
@click.argument("name")
def suspend(name: str) -> None:
    """Keep somebody out: their sessions and tokens end at once."""
    with connected() as ingle:
        print(ingle.users.suspend(name).name)


@click.command()
@click.argument("name")
def unsuspend(name: str) -> None:
    """Let somebody in again."""
    with connected() as ingle:
        print(ingle.users.unsuspend(name).name)


@click.command("password")
@click.argument("name")
def reset_password(name: str) -> None:
    """Give somebody a new password, and print it; it is never shown again."""
    with connected() as ingle:
        print(ingle.users.reset_password(name))


@click.command("otp-off")
@click.argument("name")
def reset_otp(name: str) -> None:
    """Ask somebody for no one-time codes any more."""
    with connected() as ingle:
        ingle.users.reset_otp(name)
    print(name)


@click.group()
def invite() -> None:
    """Invites to sign up (for administrators)."""


@invite.command("create")
@click.option("--uses", type=click.IntRange(1), default=1, help="For how many people. Default: 1.")
@click.option(
    "--days", type=click.FloatRange(0, min_open=True), help="How long it is good. Default: 30 days."
)
@click.option("--note", default="", help="What it is for.")
@json_option
def create_invite(uses: int, days: float | None, note: str, as_json: bool) -> None:
    """Make an invite and print its code, which is never shown again."""
    with connected() as ingle:
        made = ingle.invites.create(note=note, uses=uses, days=days or 30.0)
    if as_json:
        print_json(made)
    else:
        print(made.code)


@invite.command("ls")
@json_option
def list_invites(as_json: bool) -> None:
    """List invites."""
    with connected() as ingle:
        found = ingle.invites.list()
    if as_json:
        print_json(found)
    elif not found:
        say("No invites yet. Make one: ingle invite create")
    else:
        rows = [
            (
                one.id,
                one.note,
                str(one.uses_left),
                f"{one.expires_at:%Y-%m-%d}" if one.expires_at else "never",
            )
            for one in found
        ]
        print_table(("id", "note", "left", "expires"), rows)


@invite.command("rm")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
def remove_invite(ids: tuple[str, ...]) -> None:
    """Take invites back."""
    with connected() as ingle:
        for one in ids:
            ingle.invites.remove(one)
            print(one, flush=True)
