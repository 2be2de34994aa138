"""`ingle entity …`."""

from typing import TYPE_CHECKING, Any

import click

from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json, print_table
from ingle.cli.tell import say

if TYPE_CHECKING:
    from ingle.wire.entities import Entity


@click.group()
def entity() -> None:
    """Entities: what extensions keep for you, in collections."""


@entity.command("collections")
@json_option
def list_collections(as_json: bool) -> None:
    """List what there is, and its fields."""
    with connected() as ingle:
        found = ingle.entities.collections()
    if as_json:
        print_json(found)
    elif not found:
        say("No extension here keeps entities.")
    else:
        rows = [(one.name, " ".join(field.name for field in one.fields), one.description) for one in found]
        print_table(("COLLECTION", "FIELDS", ""), rows)


@entity.command("ls")
@click.argument("collection")
@click.option("--where", default="{}", help='Only those of which this is so: \'{"stars": {"gte": 3}}\'.')
@click.option("--own", is_flag=True, help="Of a shared collection too only yours.")
@json_option
def list_entities(collection: str, where: str, own: bool, as_json: bool) -> None:
    """List entities."""
    with connected() as ingle:
        found = ingle.entities.list(collection, _object(where, "--where"), own=own)
    if as_json:
        print_json(found)
    elif not found:
        say(f"Nothing in {collection}.")
    else:
        names = list(found[0].value)
        rows = [(one.id, *(_cell(one.value[name]) for name in names)) for one in found]
        print_table(("ID", *names), rows)


@entity.command("inspect")
@click.argument("collection")
@click.argument("identity", metavar="ID")
def inspect_entity(collection: str, identity: str) -> None:
    """Print an entity as JSON."""
    with connected() as ingle:
        print_json(ingle.entities.get(collection, identity))


@entity.command("create")
@click.argument("collection")
@click.argument("value")
@json_option
def create_entity(collection: str, value: str, as_json: bool) -> None:
    """Make an entity of VALUE, a JSON object of its fields."""
    with connected() as ingle:
        _show(ingle.entities.create(collection, _object(value, "VALUE")), as_json)


@entity.command("set")
@click.argument("collection")
@click.argument("identity", metavar="ID")
@click.argument("value")
@json_option
def change_entity(collection: str, identity: str, value: str, as_json: bool) -> None:
    """Change the fields that VALUE, a JSON object, has."""
    with connected() as ingle:
        _show(ingle.entities.update(collection, identity, _object(value, "VALUE")), as_json)


@entity.command("rm")
@click.argument("collection")
@click.argument("identities", metavar="ID…", nargs=-1, required=True)
def remove_entities(collection: str, identities: tuple[str, ...]) -> None:
    """Remove entities."""
    with connected() as ingle:
        for each in identities:
            ingle.entities.remove(collection, each)


def _object(text: str, what: str) -> dict[str, Any]:
    import msgspec

    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise click.UsageError(f"{what} is no JSON object: {error}") from error


def _cell(value: Any) -> str:
    import msgspec

    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _show(made: "Entity", as_json: bool) -> None:
    if as_json:
        print_json(made)
    else:
        click.echo(made.id)
