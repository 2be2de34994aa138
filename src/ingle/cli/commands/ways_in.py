"""What administrators change of somebody, and how they end somebody's ways in: some of `ingle user …`."""

import click

from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json, print_table


@click.command("set")
@click.argument("name")
@click.option("--name", "new_name", help="What they are called from now on.")
@click.option("--email", help="Their address, which counts as confirmed; an empty one takes it away.")
@click.option("--admin/--no-admin", default=None, help="Make them an administrator, or one no longer.")
@json_option
def change_user(
    name: str, new_name: str | None, email: str | None, admin: bool | None, as_json: bool
) -> None:
    """Change somebody. The last administrator stays one."""
    with connected() as ingle:
        changed = ingle.users.change(name, new_name=new_name, email=email, admin=admin)
    if as_json:
        print_json(changed)
    else:
        print(changed.name)


@click.command("ways")
@click.argument("name")
@json_option
def list_ways(name: str, as_json: bool) -> None:
    """List somebody's sessions, tokens and passkeys."""
    with connected() as ingle:
        sessions, tokens = ingle.users.sessions(name), ingle.users.tokens(name)
        passkeys = ingle.users.passkeys(name)
    if as_json:
        print_json({"sessions": sessions, "tokens": tokens, "passkeys": passkeys})
        return
    rows = [
        *(("session", one.id, one.label or one.user_agent, one.address) for one in sessions),
        *(("token", one.id, one.name, " ".join(one.scopes)) for one in tokens),
        *(("passkey", one.id, one.name, one.host) for one in passkeys),
    ]
    print_table(("kind", "id", "name", "about"), rows)


@click.command("end")
@click.argument("name")
@click.argument("ids", metavar="[ID...]", nargs=-1)
def end_ways(name: str, ids: tuple[str, ...]) -> None:
    """End ways in that `ingle user ways` lists; without an ID all sessions."""
    with connected() as ingle:
        if not ids:
            ingle.users.end_sessions(name)
            print(name)
        for one in ids:
            if one.startswith("tok_"):
                ingle.users.revoke_token(name, one)
            elif one.startswith("pky_"):
                ingle.users.remove_passkey(name, one)
            else:
                ingle.users.end_sessions(name, one)
            print(one, flush=True)
