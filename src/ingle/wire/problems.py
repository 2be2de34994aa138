"""Errors on the wire: RFC 9457 problem details with a stable `code`."""

from typing import Any

import msgspec


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`application/problem+json`. Programs read `code`, people read `detail`."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    kind: str
    request_id: str = ""
    fields: dict[str, Any] = {}
