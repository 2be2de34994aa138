"""What this host's apt knows: where Debian's packages come from, and how to reach them. No mirror is named anywhere in Ingle."""

import platform
import re
from dataclasses import dataclass
from pathlib import Path

import anyio

from ingle.drivers.rootfs.process import run_tool
from ingle.images.errors import ImageBuildError

_KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
_FIELDS = "$(ORIGIN)|$(LABEL)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(CODENAME)"
# How apt reaches its sources here: proxies, certificates, and what a snapshot archive needs.
_TRANSPORT = re.compile(
    r"(Acquire::(?:https?(?:::[^ ]+)?::(?:Proxy|CaInfo|CaPath|Verify-Peer|Verify-Host|Timeout)|(?:https?::)?Proxy-Auto-Detect"
    r'|Check-Valid-Until|Retries)) "([^"]*)";'
)


@dataclass(frozen=True)
class Sources:
    suite: str  # "bookworm"
    lines: tuple[str, ...]  # of sources.list
    options: tuple[str, ...]  # of apt.conf


async def read_sources() -> Sources:
    """Debian's own sources among this host's, for its own release. Raises ImageBuildError when there are none."""
    listing = await run_apt("apt-get", "indextargets", "--format", _FIELDS, "Created-By: Packages")
    settings = await run_apt("apt-config", "dump")
    options = tuple(f'{name} "{value}"' for name, value in _TRANSPORT.findall(settings))
    suite = find_suite(listing, platform.freedesktop_os_release().get("VERSION_CODENAME", ""))
    lines = parse_targets(listing, suite, signed_by=_KEYRING if await anyio.Path(_KEYRING).exists() else None)
    if not lines:
        raise ImageBuildError(
            "this host's apt has no sources of Debian itself; run `sudo apt-get update`, or pull an image instead"
        )
    return Sources(suite, lines, options)


def parse_targets(listing: str, suite: str, signed_by: Path | None) -> tuple[str, ...]:
    """Lines of sources.list for this suite and its updates where the origin is Debian, each release once with all its components."""
    releases: dict[tuple[str, str], list[str]] = {}
    for line in listing.splitlines():
        origin, _label, uri, release, component, codename = line.split("|")
        if origin != "Debian" or not (codename == suite or codename.startswith(f"{suite}-")):
            continue
        components = releases.setdefault((uri, release), [])
        if component not in components:
            components.append(component)
    option = f"[signed-by={signed_by}] " if signed_by else ""
    return tuple(
        f"deb {option}{uri} {release} {' '.join(components)}"
        for (uri, release), components in releases.items()
        if components
    )


def find_suite(listing: str, host: str) -> str:
    """The suite to bootstrap: this host's own release where its apt has that, else the main one that it has."""
    names = {line.split("|")[5] for line in listing.splitlines() if line.startswith("Debian|")}
    return host if host in names else min(names, key=len, default="stable")


async def run_apt(*argv: str, cwd: Path | None = None) -> str:
    """What the tool prints. Raises ImageToolMissingError, ImageBuildError."""
    out: list[str] = []
    ended = await run_tool(argv, cwd=cwd, on_output=out.append)
    if ended.code != 0:
        raise ImageBuildError(
            f"{' '.join(argv[:2])} failed: {_last(ended.tail)}{_remedy(ended.tail)}", log_tail=ended.tail
        )
    return "\n".join(out)


def _remedy(tail: str) -> str:
    """Package lists that are missing or stale name no package, or one that is no longer there."""
    stale = ("Unable to locate", "no installation candidate", "Can't find a source", "404")
    return "; run `sudo apt-get update`" if any(sign in tail for sign in stale) else ""


def _last(tail: str) -> str:
    lines = [line for line in tail.splitlines() if line.startswith("E:")] or tail.splitlines()
    return lines[-1] if lines else "it said nothing"
