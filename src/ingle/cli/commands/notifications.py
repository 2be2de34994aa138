"""`ingle notify` and `ingle notifications`."""

from typing import TYPE_CHECKING

import click

from ingle.cli.connect import connected
from ingle.cli.output import age, json_option, print_json, print_table
from ingle.cli.tell import say

if TYPE_CHECKING:
    from ingle.wire.notifications import NotificationState

_STATES = ["unseen", "unacknowledged", "acknowledged", "all"]


@click.command()
@click.argument("title")
@click.argument("text", default="")
@json_option
def notify(title: str, text: str, as_json: bool) -> None:
    """Notify yourself, in every window of yours."""
    with connected() as ingle:
        made = ingle.notifications.create(title, text)
    if as_json:
        print_json(made)


@click.command()
@click.option("--state", type=click.Choice(_STATES), default="unacknowledged", show_default=True)
@click.option("--clear", is_flag=True, help="Put all of them away.")
@json_option
def notifications(state: "NotificationState", clear: bool, as_json: bool) -> None:
    """List your notifications, the newest first."""
    with connected() as ingle:
        found = ingle.notifications.list(state)
        if clear:
            ingle.notifications.acknowledge_all()
    if as_json:
        print_json(found)
    elif not found:
        say("No notifications.")
    else:
        print_table(("WHEN", "TITLE", "TEXT"), [(age(one.created_at), one.title, one.text) for one in found])
