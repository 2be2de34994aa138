"""What people and their passwords may be called, and what their addresses are counted as: pure decisions."""

import ipaddress
import re

from ingle.accounts.errors import NameInvalidError, PasswordWeakError

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,31}")
MIN_PASSWORD = 8
MAX_PASSWORD = 1024  # hashing reads all of it


def check_name(name: str) -> None:
    """Raises NameInvalidError."""
    if _NAME.fullmatch(name) is None or name.endswith("."):
        raise NameInvalidError(
            "a name begins with a letter and has at most 32 letters, digits, dots, dashes and underscores",
            field="name",
        )


def name_key(name: str) -> str:
    """What is unique: names that differ only in case are the same."""
    return name.lower()


def address_key(address: str) -> str:
    """What failed logins are counted by: an IPv4 address, but a whole /64 of IPv6, which is what one household or server has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def coarse_address(address: str) -> str:
    """What sessions keep, enough for a person to know the place again: three of IPv4's four numbers, the first 48 bits of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))


def check_password(password: str, name: str) -> None:
    """Raises PasswordWeakError."""
    if len(password) < MIN_PASSWORD:
        raise PasswordWeakError(f"a password has at least {MIN_PASSWORD} characters", field="password")
    if len(password) > MAX_PASSWORD:
        raise PasswordWeakError(f"a password has at most {MAX_PASSWORD} characters", field="password")
    if password.lower() == name.lower():
        raise PasswordWeakError("the name is no password", field="password")
