"""Sites as values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Site:
    id: str
    owner: str  # user id
    name: str  # also the label of its host
    directory: str  # the id of the entry that is shown, wherever it is moved
    created_at: datetime
    updated_at: datetime
    domain: str = ""  # a host name of its own; "": none
    private: bool = False
    fallback: bool = False  # index.html for what is not there: a page that finds its own way
    app_id: str = ""  # the app that it belongs to


@dataclass(frozen=True)
class Ticket:
    """What lets a person, in a browser that sends no cookie to it, into a private site."""

    site: str  # id
    user_id: str
    expires: int  # seconds since the epoch
