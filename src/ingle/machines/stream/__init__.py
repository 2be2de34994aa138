"""Machines over WebSockets, as wire/streams.py describes."""

from collections.abc import Sequence
from typing import Any

from ingle.machines.service import MachineService
from ingle.machines.stream.connect import connect_routes
from ingle.machines.stream.process import process_routes
from ingle.machines.stream.watch import watch_routes


def stream_routes(service: MachineService) -> Sequence[Any]:
    return [*process_routes(service), *connect_routes(service), *watch_routes(service)]
