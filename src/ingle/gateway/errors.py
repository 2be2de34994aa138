"""What can go wrong between a browser and a server in a machine. `title` and the sentence are shown to whoever asked."""

from ingle.base.errors import IngleError, InvalidError, Kind


class AddressRefusedError(IngleError):
    """The caller may use the machine, and yet not hand itself on to a browser."""

    kind = Kind.FORBIDDEN
    code = "address_refused"


class RequestMalformedError(InvalidError):
    """What the browser sent cannot be said again to the server."""

    code = "request_malformed"


class AnswerMalformedError(IngleError):
    """What the server in the machine said is no HTTP."""

    code = "answer_malformed"

    def __init__(self, port: int, why: str = "") -> None:
        told = f" ({why})" if why else ""
        super().__init__(f"what answers on port {port} of the machine does not speak HTTP as it should{told}")


class AnswerCutError(IngleError):
    """The server in the machine hung up before its answer was complete."""

    code = "answer_cut"

    def __init__(self, port: int) -> None:
        super().__init__(f"what answers on port {port} of the machine hung up before it had answered")
