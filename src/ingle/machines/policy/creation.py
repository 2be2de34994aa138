"""What may be created, and whether a second request means the same machine."""

from collections.abc import Mapping
from dataclasses import fields

from ingle.base.errors import InvalidError
from ingle.machines.model import Machine, MachineRequest
from ingle.machines.names import check_hostname
from ingle.machines.policy.launching import to_bytes
from ingle.machines.settings import Limits

MAX_LABELS = 64
MAX_LABEL_LENGTH = 1024
MAX_RETRIES = 1_000_000
LONGEST_CHECK = 86400.0  # seconds


def check_request(request: MachineRequest, limits: Limits) -> None:
    """Raises InvalidError that names the field."""
    if not request.image:
        raise InvalidError("name an image, or a snapshot to begin as", field="image")
    _check_between("vcpus", request.vcpus, 1, limits.max_vcpus)
    _check_between("memory_mib", request.memory_mib, limits.min_memory_mib, limits.max_memory_mib)
    _check_between("disk_mib", request.disk_mib, limits.min_disk_mib, limits.max_disk_mib)
    if request.hostname:
        check_hostname(request.hostname)
    if request.working_dir and not request.working_dir.startswith("/"):
        raise InvalidError("the working directory must be an absolute path", field="working_dir")
    check_environment(request.env, limits)
    check_labels(request.labels)
    for field in ("command", "entrypoint"):
        check_argv(getattr(request, field) or (), field)
    check_user(request.user)
    _check_supervision(request)


def _check_supervision(request: MachineRequest) -> None:
    if not 0 <= request.restart.max_retries <= MAX_RETRIES:
        raise InvalidError(f"max_retries must be between 0 and {MAX_RETRIES}", field="restart")
    health = request.health
    if health is None:
        return
    if not health.argv or not health.argv[0]:
        raise InvalidError("a health check needs a command", field="health")
    check_argv(health.argv, "health")
    for name in ("interval", "timeout"):
        if not 0.1 <= getattr(health, name) <= LONGEST_CHECK:
            raise InvalidError(f"{name} of a health check is 0.1 to {LONGEST_CHECK} seconds", field="health")
    if not 0 <= health.start_period <= LONGEST_CHECK or not 1 <= health.retries <= MAX_RETRIES:
        raise InvalidError("the health check's start_period or retries are out of range", field="health")


def check_begun(request: MachineRequest) -> None:
    """What a machine that begins as a snapshot may be asked with. Raises InvalidError that names the field."""
    plain = MachineRequest("", labels=request.labels, timers=request.timers)
    for field in fields(MachineRequest):
        if getattr(request, field.name) != getattr(plain, field.name):
            raise InvalidError(f"{field.name} is the snapshot's, and cannot be said again", field=field.name)


def _check_between(field: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise InvalidError(f"{field} must be between {least} and {most}, not {value}", field=field)


def check_user(user: str) -> None:
    """Raises InvalidError for what cannot be in a passwd(5) file."""
    if not user.isprintable():
        raise InvalidError(f"{user!r} cannot be a user", field="user")


def check_argv(argv: tuple[str, ...] | list[str], field: str) -> None:
    """execve(2) cannot carry a NUL. Raises InvalidError."""
    if any(0 in to_bytes(word) for word in argv):
        raise InvalidError(f"{field} cannot contain a NUL character", field=field)


def check_environment(env: Mapping[str, str], limits: Limits) -> None:
    """Raises InvalidError for what execve(2) cannot carry, or too much of it."""
    for name, value in env.items():
        if not name.isprintable() or not name or "=" in name or "\0" in value:
            raise InvalidError(f"{name!r} cannot be set as an environment variable", field="env")
    size = sum(len(name) + len(to_bytes(value)) + 2 for name, value in env.items())
    if size > limits.max_environment_bytes:
        raise InvalidError(
            f"the environment has {size} bytes; {limits.max_environment_bytes} are allowed", field="env"
        )


def check_labels(labels: Mapping[str, str]) -> None:
    """Raises InvalidError."""
    if len(labels) > MAX_LABELS:
        raise InvalidError(f"a machine can have {MAX_LABELS} labels at most", field="labels")
    for name, value in labels.items():
        if not 0 < len(name) <= MAX_LABEL_LENGTH or len(value) > MAX_LABEL_LENGTH:
            raise InvalidError(f"labels have 1 to {MAX_LABEL_LENGTH} characters", field="labels")


def differences(kept: Machine, asked: MachineRequest, image_id: str) -> list[str]:
    """The fields in which a request under a taken name differs from what its machine was made from.

    Naming the image in another way (its id) is no difference; the same name is none either, when the image behind it was made anew.
    """
    different = [
        field.name
        for field in fields(MachineRequest)
        if getattr(kept.request, field.name) != getattr(asked, field.name)
    ]
    if "image" in different and kept.image_id == image_id:
        different.remove("image")
    return different
