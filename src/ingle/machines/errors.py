"""What can go wrong with machines, for people and programs; the errors of the ports are here too, because drivers raise them."""

from ingle.base.errors import ConflictError, IngleError, InvalidError, Kind, NotFoundError, UnavailableError

# --- raised by drivers ------------------------------------------------------------------------------------------------

_GUEST_KINDS = {
    "not_found": Kind.NOT_FOUND,
    "gone": Kind.NOT_FOUND,
    "exists": Kind.CONFLICT,
    "not_a_directory": Kind.CONFLICT,
    "is_a_directory": Kind.CONFLICT,
    "not_empty": Kind.CONFLICT,
    "permission_denied": Kind.FORBIDDEN,
    "no_space": Kind.EXHAUSTED,
    "too_large": Kind.TOO_LARGE,
    "invalid": Kind.INVALID,
    "unknown_method": Kind.UNAVAILABLE,
    "unknown_user": Kind.INVALID,
    "not_executable": Kind.INVALID,
    "connection_refused": Kind.UNAVAILABLE,
    "unreachable": Kind.UNAVAILABLE,
    "busy": Kind.CONFLICT,
    "too_many_streams": Kind.EXHAUSTED,
    "too_many_sessions": Kind.EXHAUSTED,
    "not_configured": Kind.UNAVAILABLE,
    "version": Kind.UNAVAILABLE,
}


class GuestError(IngleError):
    """The agent in the machine refused or failed; `code` and with it `kind` are the agent's (schema/guest/protocol.md, Errors)."""

    def __init__(self, code: str, sentence: str, *, errno: int | None = None) -> None:
        super().__init__(sentence, errno=errno)
        self.code = code
        self.kind = _GUEST_KINDS.get(code, Kind.FAILED)


class GuestLostError(UnavailableError):
    """The conversation with the agent has ended; the machine may well live on."""

    code = "guest_lost"

    def __init__(self, sentence: str = "the connection to the machine's agent was lost") -> None:
        super().__init__(sentence)


class EngineError(IngleError):
    """The engine could not do it; `kind` is exhausted when the disk or the memory is used up."""

    code = "engine_failed"

    def __init__(self, sentence: str, *, kind: Kind = Kind.FAILED, log_tail: str = "") -> None:
        super().__init__(sentence)
        self.kind = kind
        self.log_tail = log_tail


class VmmGoneError(EngineError):
    """The VMM process has ended."""

    code = "vmm_gone"

    def __init__(self, sentence: str = "the machine's VMM has ended", *, log_tail: str = "") -> None:
        super().__init__(sentence, kind=Kind.UNAVAILABLE, log_tail=log_tail)


# --- raised by the capability -----------------------------------------------------------------------------------------


class MachineNotFoundError(NotFoundError):
    """It does not exist, or it is somebody else's; the caller cannot tell which."""

    code = "machine_not_found"

    def __init__(self, reference: str) -> None:
        super().__init__(f"there is no machine {reference!r}; `ingle ls` lists yours", machine=reference)


class MachineNameTakenError(ConflictError):
    code = "machine_name_taken"

    def __init__(self, name: str, different: list[str]) -> None:
        what = f" that differs in {', '.join(different)}" if different else ""
        super().__init__(
            f"there is already a machine {name!r}{what}; choose another name or remove it first",
            name=name,
            different=different,
        )


class LimitReachedError(IngleError):
    """The owner has as much as they may; `limit` names what of, `used`, `wanted` and `allowed` are how much."""

    kind = Kind.EXHAUSTED
    code = "limit_reached"


class HostFullError(IngleError):
    """The host has no room for it, whoever asks; `what` names what of, `free` and `wanted` say how much."""

    kind = Kind.EXHAUSTED
    code = "host_full"


class MachineStateError(ConflictError):
    """The machine's state does not allow this; the sentence says what to do first."""

    code = "machine_state"

    def __init__(self, sentence: str, *, state: str) -> None:
        super().__init__(sentence, state=state)


class MachineAsleepError(ConflictError):
    """This would need the guest, and looking at a machine does not wake it."""

    code = "machine_asleep"

    def __init__(self, state: str) -> None:
        super().__init__(
            f"the machine is {state}, and looking at it does not wake it; `ingle wake` does, and so does using it",
            state=state,
        )


class MachineInUseError(ConflictError):
    """It was to be put to rest because nobody used it, and now somebody does."""

    code = "machine_in_use"

    def __init__(self) -> None:
        super().__init__("somebody uses the machine")


class SnapshotNotFoundError(NotFoundError):
    code = "snapshot_not_found"

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"there is no snapshot {reference!r}; `ingle snapshot ls` lists yours", snapshot=reference
        )


class SnapshotNameTakenError(ConflictError):
    code = "snapshot_name_taken"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"there is already a snapshot {name!r}; choose another name or remove it first", name=name
        )


class SnapshotDamagedError(IngleError):
    """Files of a generation are missing or are not what was written."""

    code = "snapshot_damaged"

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"the saved memory in {place} is not whole ({why}); the disk is: `ingle stop --force` drops the memory, "
            "and `ingle start` boots the machine from its disk",
            place=place,
        )


class SnapshotForeignError(ConflictError):
    """It was captured by another engine, or another version of it."""

    code = "snapshot_incompatible"

    def __init__(self) -> None:
        super().__init__(
            "the memory was saved by another version of the engine than runs here now, and cannot be loaded; the disk can: "
            "`ingle stop --force` drops the memory, and `ingle start` boots the machine from its disk"
        )


class SnapshotOfAnotherError(ConflictError):
    code = "snapshot_of_another"

    def __init__(self, snapshot: str, machine: str) -> None:
        super().__init__(
            f"{snapshot!r} is not a snapshot of {machine!r}; `ingle create --from {snapshot}` makes a new machine of it",
            snapshot=snapshot,
            machine=machine,
        )


class MachineBootError(IngleError):
    """It did not come up; the machine is kept in state failed, with the same reason."""

    code = "machine_boot_failed"

    def __init__(self, sentence: str, *, kind: Kind = Kind.FAILED, log_tail: str = "") -> None:
        super().__init__(sentence, log_tail=log_tail)
        self.kind = kind


class MachineGoneError(ConflictError):
    """The machine was stopped or removed while this was under way."""

    code = "machine_gone"


class MachineBusyError(UnavailableError):
    """More requests wait for this machine than its mailbox holds."""

    code = "machine_busy"


class FeatureMissingError(UnavailableError):
    code = "feature_missing"

    def __init__(self, feature: str, engine: str) -> None:
        super().__init__(f"the engine {engine} cannot {feature} machines", feature=feature, engine=engine)


class GuestTimeoutError(IngleError):
    """The agent did not answer in time."""

    kind = Kind.TIMEOUT
    code = "guest_timeout"


class CommandNotFoundError(InvalidError):
    """The machine has no such program, or it cannot be executed."""

    code = "command_not_found"


class SessionNotFoundError(NotFoundError):
    code = "session_not_found"

    def __init__(self, session: str) -> None:
        super().__init__(f"the machine has no session {session!r}", session=session)


class ExecTimeoutError(IngleError):
    """The command ran longer than it was allowed; it was ended."""

    kind = Kind.TIMEOUT
    code = "exec_timeout"


class ConnectionBrokenError(UnavailableError):
    """The program in the machine, or the link to it, broke a TCP connection off."""

    code = "connection_broken"

    def __init__(self) -> None:
        super().__init__("the connection into the machine was broken off")
