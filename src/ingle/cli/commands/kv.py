"""`ingle kv …`."""

import sys
from typing import Any

import click

from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json, print_table
from ingle.cli.tell import say


def _app_option(command: Any) -> Any:
    return click.option("--app", help="An app's id, whose entries are meant. Default: your own.")(command)


@click.group()
def kv() -> None:
    """Small values by key, which apps and programs keep for you."""


@kv.command("get")
@click.argument("key")
@_app_option
def get(key: str, app: str | None) -> None:
    """Print the value of KEY, as JSON."""
    with connected() as ingle:
        print_json(ingle.kv.entry(key, app=app).value)


@kv.command("set")
@click.argument("key")
@click.argument("value")
@click.option("--ttl", type=float, help="Seconds after which it ends.")
@click.option("--text", is_flag=True, help="VALUE is text also where it looks like JSON.")
@_app_option
def set_(key: str, value: str, ttl: float | None, text: bool, app: str | None) -> None:
    """Store VALUE: JSON, else the text that it is; `-` reads it from stdin."""
    told = sys.stdin.read() if value == "-" else value
    with connected() as ingle:
        ingle.kv.set(key, told if text else _value_of(told), ttl=ttl, app=app)


@kv.command("ls")
@click.argument("pattern", default="")
@_app_option
@json_option
def list_(pattern: str, app: str | None, as_json: bool) -> None:
    """List what is stored, or what has keys that begin with PATTERN."""
    with connected() as ingle:
        found = ingle.kv.entries(pattern, app=app)
    if as_json:
        print_json(found)
    elif not found:
        say("Nothing is stored there.")
    else:
        print_table(("KEY", "VALUE"), [(one.key, _short(one.value)) for one in found])


@kv.command("incr")
@click.argument("key")
@click.argument("amount", type=int, default=1)
@click.option("--path", default="", help="Of the number inside the value, like user.scores[0].")
@_app_option
def increment(key: str, amount: int, path: str, app: str | None) -> None:
    """Add AMOUNT to a number, and print the new value."""
    with connected() as ingle:
        print_json(ingle.kv.increment(key, {path: amount}, app=app))


@kv.command("rm")
@click.argument("keys", metavar="KEY…", nargs=-1, required=True)
@_app_option
def remove(keys: tuple[str, ...], app: str | None) -> None:
    """Remove keys."""
    with connected() as ingle:
        for key in keys:
            ingle.kv.remove(key, app=app)


@kv.command("flush")
@_app_option
@click.confirmation_option(prompt="Remove everything that is stored there?")
def flush(app: str | None) -> None:
    """Remove all keys."""
    with connected() as ingle:
        ingle.kv.flush(app=app)


@kv.command("usage")
@json_option
def usage(as_json: bool) -> None:
    """How much you have, over all apps."""
    with connected() as ingle:
        has = ingle.kv.usage()
    if as_json:
        print_json(has)
    else:
        print_table(
            ("", "HAVE", "MAY HAVE"),
            [
                ("keys", str(has.keys), str(has.max_keys or "any number")),
                ("bytes", str(has.bytes), str(has.max_bytes or "any number")),
            ],
        )


def _value_of(text: str) -> Any:
    import msgspec

    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text


def _short(value: Any) -> str:
    import msgspec

    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 60 else text[:59] + "…"
