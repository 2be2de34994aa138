"""`ingle token …` and `ingle user …`."""

import sys
from datetime import UTC, datetime, timedelta

import click

from ingle.cli.commands.limits import user_limits, user_usage
from ingle.cli.commands.people import import_users, reset_otp, reset_password, suspend, unsuspend
from ingle.cli.commands.ways_in import change_user, end_ways, list_ways
from ingle.cli.connect import connected
from ingle.cli.output import age, json_option, print_json, print_table
from ingle.cli.tell import say


@click.group()
def token() -> None:
    """Tokens: what programs log in with."""


@token.command("create")
@click.argument("name")
@click.option(
    "-s",
    "--scope",
    "scopes",
    multiple=True,
    help="What it may do, such as machines:read. May be repeated. Default: all that you may.",
)
@click.option("--days", type=click.IntRange(1), help="How long it is valid. Default: until it is removed.")
@click.option(
    "--restricted",
    is_flag=True,
    help="Of what can be shared it may use only what is granted to it (ingle share).",
)
@json_option
def create_token(
    name: str, scopes: tuple[str, ...], days: int | None, restricted: bool, as_json: bool
) -> None:
    """Make a token and print its secret, which is never shown again."""
    expires_at = None if days is None else datetime.now(UTC) + timedelta(days=days)
    with connected() as ingle:
        made = ingle.tokens.create(name, scopes=scopes, expires_at=expires_at, restricted=restricted)
    if as_json:
        print_json(made)
        return
    print(made.secret)
    say("Keep it: it is not shown again. Programs take it from INGLE_TOKEN.")


@token.command("ls")
@json_option
def list_tokens(as_json: bool) -> None:
    """List your tokens."""
    with connected() as ingle:
        found = ingle.tokens.list()
    if as_json:
        print_json(found)
    elif not found:
        say("No tokens yet. Make one: ingle token create NAME")
    else:
        rows = [
            (
                one.name,
                one.id,
                " ".join(one.scopes) or "everything",
                age(one.last_used_at) or "never",
                f"{one.expires_at:%Y-%m-%d}" if one.expires_at else "never",
            )
            for one in found
        ]
        print_table(("name", "id", "scopes", "used", "expires"), rows)


@token.command("rm")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
def remove_token(names: tuple[str, ...]) -> None:
    """Revoke tokens, by name or id."""
    with connected() as ingle:
        for name in names:
            ingle.tokens.remove(name)
            print(name, flush=True)


@click.group()
def user() -> None:
    """People who may log in (for administrators)."""


@user.command("create")
@click.argument("name")
@click.option("--admin", is_flag=True, help="May do everything to everyone.")
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input. Default: asked for."
)
@json_option
def create_user(name: str, admin: bool, password_stdin: bool, as_json: bool) -> None:
    """Make an account for somebody."""
    password = (
        sys.stdin.read().rstrip("\n")
        if password_stdin
        else click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    )
    with connected() as ingle:
        made = ingle.users.create(name, password, admin=admin)
    if as_json:
        print_json(made)
    else:
        print(made.name)


@user.command("ls")
@json_option
def list_users(as_json: bool) -> None:
    """List people."""
    with connected() as ingle:
        found = ingle.users.list()
    if as_json:
        print_json(found)
    else:
        rows = [(one.name, one.id, "admin" if one.admin else "", age(one.created_at)) for one in found]
        print_table(("name", "id", "role", "created"), rows)


user.add_command(user_limits)
user.add_command(import_users)
user.add_command(change_user)
user.add_command(list_ways)
user.add_command(end_ways)
user.add_command(suspend)
user.add_command(unsuspend)
user.add_command(reset_password)
user.add_command(reset_otp)
user.add_command(user_usage)


@user.command("rm")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
def remove_user(names: tuple[str, ...]) -> None:
    """Remove accounts."""
    with connected() as ingle:
        for name in names:
            ingle.users.remove(name)
            print(name, flush=True)
