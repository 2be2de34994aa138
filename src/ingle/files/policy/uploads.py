"""How a file comes in parts: pure decisions.

Parts are numbered from 1 and come in any order; the file is what they are one after the other. How large each is, is the sender's business, up to a limit.
"""

from collections.abc import Sequence

from ingle.base.errors import InvalidError
from ingle.base.units import MIB, format_size
from ingle.edge.identity import Caller
from ingle.files.errors import ContentMismatchError, PartTooLargeError, UploadIncompleteError
from ingle.files.model import Part, Upload

MAX_PARTS = 10_000
MAX_PART_BYTES = 1024 * MIB
USUAL_PART_BYTES = 8 * MIB
_MISSING_TOLD = 20  # numbers that an error lists


def part_bytes(size: int | None) -> int:
    """How large parts had best be: few enough of them, and small enough that one which is lost costs little."""
    needed = -(-(size or 0) // MAX_PARTS)
    return min(MAX_PART_BYTES, max(USUAL_PART_BYTES, -(-needed // MIB) * MIB))


def uploader(caller: Caller) -> str:
    """Who may go on with an upload: the person, the app acting for them, or who comes by this very link or restricted token."""
    narrow = caller.credential_id if caller.restricted or caller.via == "link" else ""
    return f"{caller.user_id}/{caller.app_id}/{narrow}"


def bearer(upload: Upload) -> Caller:
    """Who comes by a signed address of the upload: whoever began it, and for nothing else."""
    user_id, app_id, narrow = upload.uploader.split("/")
    return Caller(
        user_id,
        "",
        admin=False,
        scopes=frozenset(),
        via="app" if app_id else "token",
        credential_id=narrow,
        app_id=app_id,
        restricted=bool(narrow),
    )


def check_part_number(number: int) -> None:
    """Raises InvalidError."""
    if not 1 <= number <= MAX_PARTS:
        raise InvalidError(f"parts are numbered from 1 to {MAX_PARTS}", field="number")


def check_part_size(sent: int) -> None:
    """Raises PartTooLargeError."""
    if sent > MAX_PART_BYTES:
        raise PartTooLargeError(f"a part has at most {format_size(MAX_PART_BYTES)}")


def check_received(upload: Upload, received: int) -> None:
    """Whether that much may have come of it in all. Raises PartTooLargeError."""
    if upload.size is not None and received > upload.size:
        raise PartTooLargeError(f"{format_size(upload.size)} were announced, and more than that was sent")


def reserved(upload: Upload) -> int:
    """The bytes that are kept free for it."""
    return upload.received if upload.size is None else upload.size


def check_complete(upload: Upload, parts: Sequence[Part]) -> None:
    """`parts` by their numbers. Raises UploadIncompleteError."""
    there = {part.number for part in parts}
    missing = [number for number in range(1, max(there, default=0)) if number not in there]
    if missing:
        told = ", ".join(map(str, missing[:_MISSING_TOLD]))
        raise UploadIncompleteError(f"parts are missing: {told}", missing=told)
    received = sum(part.size for part in parts)
    if upload.size is not None and received != upload.size:
        raise UploadIncompleteError(
            f"{format_size(received)} of {format_size(upload.size)} have come", received_bytes=received
        )


def check_content(upload: Upload, sha256: bytes) -> None:
    """Raises ContentMismatchError."""
    if upload.sha256 is not None and upload.sha256 != sha256:
        raise ContentMismatchError(
            "what has come is not what was announced: its SHA-256 is another one", sha256=sha256.hex()
        )
