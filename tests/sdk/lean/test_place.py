"""Which daemon is meant, in every combination that matters."""

import stat
from pathlib import Path

import pytest

from ingle.sdk.errors import InvalidError
from ingle.sdk.lean.place import Place, find_place, forget_login, load_login, login_path, save_login


@pytest.fixture(autouse=True)
def _bare_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("INGLE_URL", "INGLE_TOKEN", "INGLE_SOCKET", "INGLE_DATA_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setattr("os.geteuid", lambda: 1000)


def test_nothing_said_is_the_local_socket() -> None:
    assert find_place() == Place("http://localhost", "/home/ada/.local/share/ingle/ingle.sock")


def test_roots_daemon_lives_in_var_lib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert find_place().socket == "/var/lib/ingle/ingle.sock"


@pytest.mark.parametrize(
    ("name", "value", "socket"),
    [
        ("XDG_DATA_HOME", "/data", "/data/ingle/ingle.sock"),
        ("INGLE_DATA_DIR", "/mine", "/mine/ingle.sock"),
        ("INGLE_SOCKET", "/run/i.sock", "/run/i.sock"),
        ("INGLE_URL", "unix:/run/u.sock", "/run/u.sock"),
        ("INGLE_URL", "unix:///run/u.sock", "/run/u.sock"),
    ],
)
def test_the_environment_moves_the_socket(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, socket: str
) -> None:
    monkeypatch.setenv(name, value)
    assert find_place().socket == socket


def test_arguments_win_over_the_environment_and_that_over_the_saved_login(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    save_login("https://saved.example/", "s1", "tok_1")
    assert find_place() == Place("https://saved.example", "", "s1", "tok_1")
    monkeypatch.setenv("INGLE_TOKEN", "s2")
    assert find_place().token == "s2"
    monkeypatch.setenv("INGLE_URL", "http://env.example:4747")
    assert find_place() == Place("http://env.example:4747", "", "s2")
    assert find_place("http://arg.example", "s3") == Place("http://arg.example", "", "s3")


def test_a_saved_token_goes_to_no_other_address() -> None:
    save_login("https://saved.example", "s1")
    assert find_place("https://other.example").token == ""
    assert find_place("https://saved.example/").token == "s1"


def test_a_login_is_kept_for_its_user_only_and_forgotten() -> None:
    path = Path(save_login("unix:/run/x.sock", "s1"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert load_login() == Place("http://localhost", "/run/x.sock", "s1")
    assert [forget_login(), forget_login()] == [True, False]
    assert load_login() is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"url": 1, "token": "x"}'])
def test_an_unreadable_login_says_how_to_get_rid_of_it(text: str) -> None:
    path = Path(login_path())
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(InvalidError, match="ingle logout"):
        find_place()


def test_an_address_of_another_form_is_refused() -> None:
    with pytest.raises(InvalidError, match="no address"):
        find_place("ftp://x")
