"""The daemon's API as plain calls, and its refusals as one exception that a random walk can look at."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

SECONDS = 240.0  # a fork on a busy host; longer is a hang, and fails


class RefusedError(Exception):
    """The daemon said no, and why."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        self.status, self.code = status, str(problem.get("code", ""))
        super().__init__(f"{status} {self.code}: {problem.get('detail', '')}")


class LostError(Exception):
    """No answer: the daemon went away meanwhile. What was asked may have happened or not."""


class Api:
    """Over the Unix socket of a data directory; may be used by several threads."""

    def __init__(self, data: Path) -> None:
        transport = httpx.HTTPTransport(uds=str(data / "ingle.sock"))
        self._client = httpx.Client(
            transport=transport, base_url="http://ingle/api/v1", timeout=SECONDS, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._client.close()

    def call(self, method: str, path: str, **body: Any) -> Any:
        """The decoded answer, None for an empty one. Raises RefusedError, LostError."""
        try:
            answer = self._client.request(method, path, json=body if method in {"POST", "PATCH"} else None)
        except httpx.TimeoutException as error:
            raise AssertionError(f"{method} {path}: no answer in {SECONDS:.0f} s") from error
        except httpx.TransportError as error:
            raise LostError(f"{method} {path}: {error}") from error
        if answer.is_success:
            return answer.json() if answer.content else None
        raise RefusedError(answer.status_code, answer.json())

    def machines(self) -> dict[str, dict[str, Any]]:
        """By name."""
        return {each["name"]: each for each in self.call("GET", "/machines?limit=200")["items"]}

    def snapshots(self) -> set[str]:
        return {each["name"] for each in self.call("GET", "/snapshots")["items"]}

    def waiting(self) -> int:
        """VMMs that are no machine's yet."""
        return int(
            next(each["count"] for each in self.call("GET", "/storage")["items"] if each["what"] == "waiting")
        )

    def run(self, machine: str, script: str) -> str:
        """What a shell script in the machine prints; AssertionError when it fails."""
        done = self.call("POST", f"/machines/{machine}/exec", argv=["sh", "-c", script], timeout_seconds=120)
        assert done["exit"] == {"code": 0}, f"{script!r} in {machine}: {done}"
        return str(done.get("stdout", ""))  # nothing printed, nothing said
