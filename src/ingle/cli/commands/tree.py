"""`ingle tree`: what came from what."""

from typing import TYPE_CHECKING

import click

from ingle.cli.connect import connected
from ingle.cli.output import age, json_option, print_json, print_table
from ingle.cli.tell import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingle.wire.machines import TreeNode


@click.command()
@json_option
def tree(as_json: bool) -> None:
    """Your machines and snapshots, each under what it came from."""
    with connected() as ingle:
        nodes = ingle.tree()
    if as_json:
        print_json(nodes)
    elif not nodes:
        say("No machines yet. Make one: ingle run debian")
    else:
        rows = [
            (lines + node.name, node.state or node.kind, age(node.created_at)) for lines, node in drawn(nodes)
        ]
        print_table(("name", "is", "created"), rows)


def drawn(nodes: "Sequence[TreeNode]") -> "list[tuple[str, TreeNode]]":
    """The nodes from top to bottom, each with the lines before its name. They come in the order of their making.

    Only what is older counts as a parent, so there are no circles, and nothing is left out.
    """
    older: set[str] = set()
    children: dict[str | None, list[TreeNode]] = {}
    for node in nodes:
        children.setdefault(node.parent if node.parent in older else None, []).append(node)
        older.add(node.id)
    rows = []
    ahead = [("", "", root) for root in reversed(children.get(None, []))]
    while ahead:
        lines, below, node = ahead.pop()
        rows.append((lines, node))
        branches = children.get(node.id, [])
        for branch in reversed(branches):
            corner, beside = ("└─ ", "   ") if branch is branches[-1] else ("├─ ", "│  ")
            ahead.append((below + corner, below + beside, branch))
    return rows
