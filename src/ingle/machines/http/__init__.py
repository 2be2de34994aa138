"""Machines over HTTP."""

from collections.abc import Sequence
from typing import Any

from ingle.machines.http.files import file_routes
from ingle.machines.http.lifecycle import lifecycle_routes
from ingle.machines.http.logs import log_routes
from ingle.machines.http.moments import moment_routes
from ingle.machines.http.sessions import session_routes
from ingle.machines.http.trees import tree_routes
from ingle.machines.http.verbs import verb_routes
from ingle.machines.service import MachineService


def http_routes(service: MachineService) -> Sequence[Any]:
    return [
        *lifecycle_routes(service),
        *verb_routes(service),
        *moment_routes(service),
        *session_routes(service),
        *file_routes(service),
        *tree_routes(service),
        *log_routes(service),
    ]
