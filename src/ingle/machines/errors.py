"""What can go wrong with machines, for people and programs; the errors of the ports are here too, because drivers raise them."""

from ingle.base.errors import ConflictError, IngleError, InvalidError, Kind, NotFoundError, UnavailableError

# --- raised by drivers ------------------------------------------------------------------------------------------------

_GUEST_KINDS = {
    "not_found": Kind.NOT_FOUND,
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


class MachineStateError(ConflictError):
    """The machine's state does not allow this; the sentence says what to do first."""

    code = "machine_state"

    def __init__(self, sentence: str, *, state: str) -> None:
        super().__init__(sentence, state=state)


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
