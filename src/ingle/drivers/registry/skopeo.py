"""The images' Registry: skopeo, one process a pull, as an ordinary user.

Credentials go in a file that only this user can read, never in argv. What arrives is an OCI layout; taking it apart is not skopeo's matter.
"""

import base64
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import anyio
import msgspec
from anyio import to_thread

from ingle.base.units import format_size
from ingle.drivers.rootfs.bundle import host_architecture
from ingle.drivers.rootfs.limits import Limits, check_disk
from ingle.drivers.rootfs.process import Ended, require_tool, run_tool
from ingle.images.errors import (
    ImageDiskFullError,
    ImageError,
    ImageTooLargeError,
    RegistryDeniedError,
    RegistryError,
    RegistryNotFoundError,
)
from ingle.images.model import Credentials, Progress, Reference
from ingle.images.ports import Report

_ACCEPT_ANYTHING = {"default": [{"type": "insecureAcceptAnything"}]}
_LOOK_EVERY = 0.2  # seconds
STALL_SECONDS = 300.0

# What registries and skopeo say, as seen with skopeo 1.9 and docker-registry 2.8.
_DENIED = re.compile(
    r"unauthorized|authentication required|access to the resource is denied|status code 40[13]|invalid username/password",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"manifest unknown|name unknown|repository name not known|not found|status code 404", re.IGNORECASE
)
_PLATFORM = re.compile(r"no image found in (?:manifest list|image index) for architecture", re.IGNORECASE)
_PLAIN = re.compile(r"server gave HTTP response to HTTPS client|x509:|tls:", re.IGNORECASE)
_LOG_FIELD = re.compile(r'level=fatal msg="((?:[^"\\]|\\.)*)"')


class SkopeoRegistry:
    """Satisfies `images.ports.Registry`."""

    def __init__(self, limits: Limits | None = None, *, stall_seconds: float = STALL_SECONDS) -> None:
        self._limits = limits or Limits()
        self._stall_seconds = stall_seconds

    async def fetch(
        self,
        reference: Reference,
        credentials: Credentials | None,
        *,
        insecure: bool,
        into: Path,
        report: Report,
    ) -> None:
        require_tool("skopeo")
        with tempfile.TemporaryDirectory(prefix="ingle-pull-") as private:  # mode 0700
            policy, auth = Path(private) / "policy.json", Path(private) / "auth.json"
            policy.write_bytes(msgspec.json.encode(_ACCEPT_ANYTHING))
            auth.write_bytes(msgspec.json.encode(auth_file(reference, credentials)))
            argv = command(reference, into, policy=policy, auth=auth, insecure=insecure)
            watch = _Watch(reference, into, self._limits, self._stall_seconds)
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(watch.run, report, tasks.cancel_scope)
                ended = await run_tool(argv)
                await watch.look(report)
                tasks.cancel_scope.cancel()
        if watch.trouble is not None:
            raise watch.trouble
        if ended.code != 0:
            raise explain(reference, ended)


def command(reference: Reference, into: Path, *, policy: Path, auth: Path, insecure: bool) -> list[str]:
    """The argv of skopeo. Signatures are not looked at: a digest in the reference is what makes a pull trustworthy."""
    argv = [
        "skopeo",
        f"--policy={policy}",
        "--override-os=linux",
        f"--override-arch={host_architecture()}",
        "copy",
    ]
    argv += [f"--src-authfile={auth}", "--retry-times=2"]
    if insecure:
        argv.append("--src-tls-verify=false")
    return [*argv, f"docker://{reference}", f"oci:{into}:image"]


def auth_file(reference: Reference, credentials: Credentials | None) -> Mapping[str, object]:
    """The format of containers-auth.json(5). Without credentials it is empty, so that those of the daemon's own user are never used."""
    if credentials is None:
        return {"auths": {}}
    pair = base64.b64encode(f"{credentials.username}:{credentials.password}".encode()).decode()
    return {"auths": {reference.host: {"auth": pair}}}


def explain(reference: Reference, ended: Ended) -> RegistryError:
    """What skopeo's last words mean for a person."""
    found = _LOG_FIELD.search(ended.tail)
    said = found[1].replace('\\"', '"') if found else ended.tail.strip()[-300:]
    if _PLATFORM.search(said):
        return RegistryNotFoundError(f"{reference} has no image for linux/{host_architecture()}")
    if _DENIED.search(said):
        return RegistryDeniedError(
            f"{reference.host} refuses {reference.path}: give a user name and a password, or other ones"
        )
    if _UNKNOWN.search(said):
        return RegistryNotFoundError(
            f"{reference.host} has no {reference.path} with this tag or digest: {reference}"
        )
    if _PLAIN.search(said):
        return RegistryError(
            f"{reference.host} does not speak HTTPS with a trusted certificate; use insecure if that is meant: {said}"
        )
    return RegistryError(
        f"{reference} could not be fetched: {said or f'skopeo ended with status {ended.code}'}",
        log_tail=ended.tail,
    )


class _Watch:
    """Looks at what has arrived: to tell progress, which skopeo does not tell a pipe, and to end a pull that is too large or stands still."""

    def __init__(self, reference: Reference, into: Path, limits: Limits, stall_seconds: float) -> None:
        self._reference = reference
        self._into = into
        self._limits = limits
        self._stall_seconds = stall_seconds
        self._arrived = 0
        self._grew_at = anyio.current_time()
        self.trouble: ImageError | None = None

    async def run(self, report: Report, pull: anyio.CancelScope) -> None:
        """Until cancelled; cancels the pull when there is trouble."""
        while self.trouble is None:
            await anyio.sleep(_LOOK_EVERY)
            await self.look(report)
        pull.cancel()

    async def look(self, report: Report) -> None:
        size = await to_thread.run_sync(_size_of, self._into)
        report(Progress("downloading", size))
        now = anyio.current_time()
        if size != self._arrived:
            self._arrived, self._grew_at = size, now
        self.trouble = self.trouble or self._judge(size, now - self._grew_at)

    def _judge(self, arrived: int, silence: float) -> ImageError | None:
        if arrived > self._limits.bytes:
            return ImageTooLargeError(
                f"the image is larger than {format_size(self._limits.bytes)}", limit="bytes"
            )
        if silence > self._stall_seconds:
            return RegistryError(f"{self._reference.host} has sent nothing for {silence:.0f} s")
        try:
            check_disk(self._into.parent, self._limits.free_disk)
        except ImageDiskFullError as error:
            return error
        return None


def _size_of(directory: Path) -> int:
    size = 0
    for path in directory.rglob("*"):
        try:
            size += path.lstat().st_size
        except FileNotFoundError:  # renamed meanwhile
            continue
    return size
