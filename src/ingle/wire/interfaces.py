"""Interfaces on the wire: sets of methods that programs call by name, whoever carries them out.

`POST /api/v1/interfaces/{interface}/{method}` takes the method's arguments as a JSON object and answers its result as JSON or, of a method that streams, as
lines of JSON (application/x-ndjson); what fails on the way is its last line, a `Failed` (wire.streams).
"""

from typing import Any

import msgspec


class InterfaceMethod(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    summary: str
    scope: str  # that a caller needs
    arguments: dict[str, Any]  # as a JSON schema


class InterfaceProvider(msgspec.Struct, frozen=True):
    """Who carries it out."""

    name: str
    methods: list[InterfaceMethod]


class Interface(msgspec.Struct, frozen=True):
    name: str
    providers: list[InterfaceProvider]  # the first one, where a call names none
