"""Ports as pages: which port of which machine, and what lets somebody see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Place:
    machine: str  # id
    port: int


@dataclass(frozen=True)
class Pass:
    """Lets a browser in as somebody, for as long as their credential lasts. A ticket is good once and becomes a cookie."""

    kind: Literal["ticket", "cookie"]
    place: Place
    user_id: str
    via: str  # how they had come to the house: session, token, local
    credential_id: str
    expires: int  # seconds since the epoch
    number: str  # no two have the same


@dataclass(frozen=True)
class Address:
    place: Place
    ticket: str
    expires_at: datetime


@dataclass(frozen=True)
class Page:
    """What the gateway itself has to say."""

    status: int
    title: str
    sentence: str
