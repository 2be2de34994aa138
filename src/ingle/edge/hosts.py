"""Which host a request was sent to, and what lies on a host below the house's: pages that are origins of their own (sites, ports of machines)."""

from collections.abc import Mapping, Sequence
from typing import Any


def host_header(scope: Mapping[str, Any]) -> str:
    """As the request says it, with its port; of several the first."""
    said: bytes = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return said.decode("latin-1")


def host_of(header: str) -> str:
    """The host of a Host header, without its port."""
    host = header.strip().lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].rstrip(".")


def first_label(host: str, word: str, domains: Sequence[str]) -> str | None:
    """What a host says before `.WORD.HOST`, whatever HOST is called, or, where `domains` are named, before one of them; None: it lies there not."""
    if domains:
        for domain in domains:
            label, dot, rest = host.partition(".")
            if dot and rest == domain:
                return label
        return None
    labels = host.split(".")
    return labels[0] if len(labels) > 2 and labels[1] == word else None
