"""Who you are to a daemon."""

import sys

import click

from ingle.cli.connect import chosen_url, connected
from ingle.cli.output import json_option, print_json
from ingle.cli.tell import say

_DEFAULT_URL = "http://localhost:4747"


@click.command()
@click.argument("url", default="")
@click.option("--name", help="Your name there. Default: asked for.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--token-stdin", is_flag=True, help="Read a token from standard input instead.")
def login(url: str, name: str | None, password_stdin: bool, token_stdin: bool) -> None:
    """Log in to the daemon at URL and remember it, for this user of this computer.

    The password is traded for a token; `ingle logout` revokes and forgets it.
    """
    from ingle.sdk.lean.place import save_login

    address = url or chosen_url() or _DEFAULT_URL
    if "://" not in address and not address.startswith("unix:"):
        address = f"http://{address}"
    secret = sys.stdin.read().strip() if token_stdin else ""
    token_id = ""
    with connected(address, secret) as ingle:
        if not token_stdin:
            name = name or click.prompt("Name", err=True)
            made = ingle.login(name, _password(password_stdin), ask_code=_code)
            secret, token_id = made.secret, made.token.id
        me = ingle.me()
    path = save_login(address, secret, token_id)
    say(f"Logged in to {address} as {me.user.name}; remembered in {path}")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.read().rstrip("\n")
    password: str = click.prompt("Password", hide_input=True, err=True)
    return password


def _code() -> str:
    code: str = click.prompt("One-time code, or a recovery code", err=True)
    return code


@click.command()
def logout() -> None:
    """Revoke and forget the saved login."""
    from ingle.sdk.errors import IngleError
    from ingle.sdk.lean.place import forget_login, load_login

    try:
        saved = load_login()
    except IngleError:
        saved = None  # unreadable: there is only the file to remove
    if saved is not None and saved.token_id:
        try:
            with connected(saved.address, saved.token) as ingle:
                ingle.tokens.remove(saved.token_id)
        except IngleError as error:
            say(
                f"The token could not be revoked ({error}); revoke it in the desktop, or with `ingle token rm`."
            )
    say("Logged out." if forget_login() else "You were not logged in.")


@click.command()
@json_option
def whoami(as_json: bool) -> None:
    """Who you are, where, and how."""
    with connected() as ingle:
        me = ingle.me()
        place = ingle.place
    if as_json:
        print_json(me)
        return
    print(me.user.name)
    ways = {"local": "as the owner of the local socket", "token": "by a token", "session": "by a session"}
    say(f"{'an administrator' if me.user.admin else 'a user'} of {place.shown}, {ways[me.via]}")
