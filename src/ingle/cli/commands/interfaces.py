"""`ingle interfaces`, `ingle call` and `ingle ask`."""

import click

from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json, print_table


@click.command()
@json_option
def interfaces(as_json: bool) -> None:
    """List what can be called by name."""
    with connected() as ingle:
        found = ingle.interfaces.list()
    if as_json:
        print_json(found)
        return
    rows = [
        (one.name, provider.name, method.name, method.summary)
        for one in found
        for provider in one.providers
        for method in provider.methods
    ]
    print_table(("INTERFACE", "PROVIDER", "METHOD", ""), rows)


@click.command()
@click.argument("interface")
@click.argument("method")
@click.argument("arguments", default="{}")
@click.option("--provider", default="", help="Who is to carry it out. Default: the first one.")
def call(interface: str, method: str, arguments: str, provider: str) -> None:
    """Call METHOD of INTERFACE with ARGUMENTS, a JSON object, and print what it answers."""
    import msgspec

    try:
        told = msgspec.json.decode(arguments, type=dict)
    except msgspec.MsgspecError as error:
        raise click.UsageError(f"ARGUMENTS is no JSON object: {error}") from error
    with connected() as ingle:
        print_json(ingle.interfaces.call(interface, method, told, provider=provider))


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--model", default="", help="Default: the operator's choice.")
def ask(words: tuple[str, ...], model: str) -> None:
    """Ask a model, and print what it says as it says it."""
    chat = {"messages": [{"role": "user", "content": " ".join(words)}], "model": model, "stream": True}
    with connected() as ingle:
        for part in ingle.interfaces.stream("chat", "complete", chat):
            if part["type"] == "text":
                print(part["text"], end="", flush=True)
    print()
