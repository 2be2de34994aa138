"""What can be set about accounts."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from ingle.edge.limits import Rate

SignUp = Literal["open", "invite_only", "closed"]

_BY_NAME = Rate(10, timedelta(seconds=20))
_BY_ADDRESS = Rate(30, timedelta(seconds=5))


@dataclass(frozen=True)
class Limits:
    """The most that one person may have at once, and ask. 0: no limit. The defaults are for everyone but admins."""

    machines: int = 100  # of one person who is no admin, like all of these; 0: no limit
    vcpus: int = 64  # of one person's running machines together
    memory_mib: int = 65536  # of one person's running machines together
    disk_mib: int = 1048576  # the sizes of one person's machines' disks together
    snapshots: int = 100  # of all of one person's machines
    storage_mib: int = 10240  # of one person's files and their versions together
    requests_per_minute: int = 12000  # a minute's worth may come at once


@dataclass(frozen=True)
class MailSettings:
    """The server that takes letters."""

    host: str = ""  # of the mail server (SMTP); empty: no letters are sent
    port: int = 587  # its TCP port
    security: Literal["starttls", "tls", "none"] = "starttls"  # `none` only where nobody listens in between
    user: str = ""  # to log in there as; empty: without
    password: str = field(default="", repr=False)  # for that
    sender: str = "Ingle <ingle@localhost>"  # whom letters come from
    timeout: timedelta = timedelta(seconds=30)  # for one letter


@dataclass(frozen=True)
class OidcSettings:
    """A provider of logins, as it registered this daemon."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    title: str = ""
    scopes: str = "openid email profile"


@dataclass(frozen=True)
class AccountSettings:
    login_rate_by_name: Rate = _BY_NAME  # failed logins for one name: at once, and seconds for one more
    login_rate_by_address: Rate = _BY_ADDRESS  # the same for one address
    link_rate: Rate = _BY_NAME  # wrong passwords for one link: at once, and seconds for one more
    sign_up: SignUp = "closed"  # who may make an account: anybody, who has an invite, or admins only
    sign_up_email: Literal["optional", "required"] = (
        "optional"  # whether newcomers must tell an e-mail address
    )
    captcha: Literal["none", "puzzle"] = "none"  # `puzzle`: newcomers' browsers work for about a second
    temporary_users: bool = (
        False  # whether anybody may come in without name and password, for as long as that browser comes back
    )
    public_url: str = ""  # where people reach this daemon, such as `https://ingle.example`; letters have links only when it is set
    limits: Limits = field(default_factory=Limits)
