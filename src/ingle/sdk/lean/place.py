"""Where the daemon is and how we say who we are: arguments, environment, the saved login, else this machine's own socket."""

import json
import os
from typing import NamedTuple

from ingle.sdk.errors import InvalidError

SOCKET_NAME = "ingle.sock"


class Place(NamedTuple):
    """A daemon's address. With `socket` the URL only names the host for HTTP's sake."""

    url: str
    socket: str = ""
    token: str = ""
    token_id: str = ""  # of a saved login, to revoke it

    @property
    def address(self) -> str:
        """What find_place makes this of again."""
        return f"unix:{self.socket}" if self.socket else self.url

    @property
    def shown(self) -> str:
        return self.socket or self.url


def find_place(url: str | None = None, token: str | None = None) -> Place:
    """The daemon to talk to. `url` is http(s)://host[:port], or unix:PATH for a socket.

    Raises InvalidError for a URL of another form.
    """
    environment = os.environ
    saved = load_login()
    token = token or environment.get("INGLE_TOKEN") or ""
    if named := url or environment.get("INGLE_URL"):
        return _place(named, token or (saved.token if saved and saved.address == named.rstrip("/") else ""))
    if path := environment.get("INGLE_SOCKET"):
        return _place("unix:" + path, token)
    if saved is not None:
        return saved._replace(token=token) if token else saved
    return _place("unix:" + os.path.join(data_directory(), SOCKET_NAME), token)  # noqa: PTH118 - pathlib is slow to import


def _place(url: str, token: str) -> Place:
    if url.startswith("unix:"):
        path = url[len("unix:") :]
        while path.startswith("//"):
            path = path[1:]
        return Place("http://localhost", path, token)
    if url.startswith(("http://", "https://")):
        return Place(url.rstrip("/"), "", token)
    raise InvalidError(
        f"{url!r} is no address of a daemon; write http://HOST:PORT, https://HOST or unix:PATH"
    )


def data_directory() -> str:
    """Where a daemon started by this user keeps everything."""
    environment = os.environ
    if directory := environment.get("INGLE_DATA_DIR"):
        return directory
    if os.geteuid() == 0:
        return "/var/lib/ingle"
    home = environment.get("HOME") or "/"
    return (environment.get("XDG_DATA_HOME") or home + "/.local/share") + "/ingle"


def login_path() -> str:
    home = os.environ.get("HOME") or "/"
    return (os.environ.get("XDG_CONFIG_HOME") or home + "/.config") + "/ingle/login.json"


def load_login() -> Place | None:
    """What `ingle login` saved; None when there is nothing."""
    try:
        with open(login_path(), encoding="utf-8") as file:  # noqa: PTH123
            saved = json.load(file)
        return _place(saved["url"], saved["token"])._replace(token_id=saved.get("token_id", ""))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise InvalidError(
            f"the saved login {login_path()} cannot be read ({error}); `ingle logout` removes it",
            code="bad_login_file",
        ) from error


def save_login(url: str, token: str, token_id: str = "") -> str:
    """Keep a login for later; only the user can read it. Returns the file's path."""
    path = login_path()
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
    fresh = f"{path}.{os.getpid()}"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"url": url.rstrip("/"), "token": token, "token_id": token_id}, file)
    os.replace(fresh, path)  # noqa: PTH105
    return path


def forget_login() -> bool:
    """Remove the saved login; whether there was one."""
    try:
        os.unlink(login_path())  # noqa: PTH108
    except FileNotFoundError:
        return False
    return True
