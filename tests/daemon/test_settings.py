"""Where settings come from, and which wins."""

from datetime import timedelta
from pathlib import Path

import pytest

from ingle.base.errors import InvalidError
from ingle.daemon import settings as module
from ingle.daemon.settings import config_file, default_data_dir, load_settings


@pytest.fixture(autouse=True)
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration file that is there when a test writes it, and an environment without ours."""
    path = tmp_path / "ingle.toml"
    monkeypatch.setenv("INGLE_CONFIG", str(path))
    return path


def test_defaults_are_safe() -> None:
    settings = load_settings([])
    assert settings.listen == ("127.0.0.1:4747", "[::1]:4747")
    assert settings.socket_path == settings.data_dir / "ingle.sock"
    assert settings.sqlalchemy_url == f"sqlite:///{settings.data_dir}/ingle.db"


def test_a_flag_wins_over_the_environment_and_that_over_the_file(
    host: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.write_text('engine = "qemu"\naccelerator = "kvm"\n[log]\nlevel = "error"\nformat = "json"\n')
    assert (load_settings([]).log.level, load_settings([]).engine) == ("error", "qemu")
    monkeypatch.setenv("INGLE_LOG__LEVEL", "warning")
    monkeypatch.setenv("INGLE_ACCELERATOR", "tcg")
    settings = load_settings(["--log.level", "debug"])
    assert settings.log.level == "debug"
    assert settings.log.format == "json"
    assert settings.accelerator == "tcg"
    assert settings.engine == "qemu"


def test_capabilities_own_their_sections(host: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host.write_text(
        "[machines.limits]\nmax_vcpus = 3\n[machines.timeouts]\nboot = 30\n[accounts.login_rate_by_name]\nburst = 2\nevery = 60\n"
    )
    monkeypatch.setenv("INGLE_MACHINES__MAILBOX", "5")
    settings = load_settings([])
    assert settings.machines.limits.max_vcpus == 3
    assert settings.machines.limits.max_memory_mib > 1024
    assert settings.machines.timeouts.boot == timedelta(seconds=30)
    assert settings.machines.mailbox == 5
    assert settings.accounts.login_rate_by_name.burst == 2


@pytest.mark.parametrize(("text", "seconds"), [("4", 4), ("0", 0), ("0.5", 0.5), ("PT2M", 120)])
def test_durations_in_the_environment_are_seconds(
    monkeypatch: pytest.MonkeyPatch, host: Path, text: str, seconds: float
) -> None:
    monkeypatch.setenv("INGLE_MACHINES__THERMAL__WARM_AFTER", text)
    monkeypatch.setenv("INGLE_MACHINES__MAILBOX", "7")
    settings = load_settings([])
    assert settings.machines.thermal.warm_after == timedelta(seconds=seconds)
    assert settings.machines.mailbox == 7


@pytest.mark.parametrize(
    "text",
    [
        "nonsense = 1",
        "[log]\nnonsense = 1",
        "listen = 5",
        "engine = 'vmware'",
        "not toml",
        "[sites]\ndomains = ['a.example']\n[gateway]\ndomains = ['a.example']",
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_its_place(host: Path, text: str) -> None:
    host.write_text(text)
    with pytest.raises(InvalidError, match="ingle\\.toml"):
        load_settings([])


@pytest.mark.parametrize(
    "text", ["127.0.0.1:1,[::1]:1", "127.0.0.1:1, [::1]:1", '["127.0.0.1:1", "[::1]:1"]']
)
def test_addresses_are_a_list_in_any_form(monkeypatch: pytest.MonkeyPatch, host: Path, text: str) -> None:
    both = ("127.0.0.1:1", "[::1]:1")
    monkeypatch.setenv("INGLE_LISTEN", text)
    assert load_settings([]).listen == both
    assert load_settings(["--listen", "[::1]:9"]).listen == ("[::1]:9",)
    monkeypatch.delenv("INGLE_LISTEN")
    host.write_text('listen = ["127.0.0.1:1", "[::1]:1"]')
    assert load_settings([]).listen == both


def test_addresses_are_repeated_flags() -> None:
    assert load_settings(["--listen", "127.0.0.1:1", "--listen", "[::1]:1"]).listen == (
        "127.0.0.1:1",
        "[::1]:1",
    )


def test_places_follow_xdg_and_roots_are_fixed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("INGLE_CONFIG")
    monkeypatch.setattr(module.os, "geteuid", lambda: 0)
    assert (config_file(), default_data_dir()) == (Path("/etc/ingle/ingle.toml"), Path("/var/lib/ingle"))
    monkeypatch.setattr(module.os, "geteuid", lambda: 1000)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative/is/ignored")
    assert default_data_dir() == tmp_path / ".local/share/ingle"
    assert config_file() == tmp_path / ".config/ingle/ingle.toml"
    monkeypatch.setenv("XDG_DATA_HOME", "/else/where")
    assert default_data_dir() == Path("/else/where/ingle")


def test_stores_come_from_the_environment_even_when_their_keys_look_like_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {
        "BUCKET": "2026",
        "SECRET_KEY": "123456",
        "ACCESS_KEY": "1e5",
        "FROM_BYTES": "1048576",
    }.items():
        monkeypatch.setenv(f"INGLE_FILES__STORES__FAR__{name}", value)
    settings = load_settings([])
    far = settings.files.stores["far"]
    assert (far.bucket, far.from_bytes) == ("2026", 1_048_576)
    assert (far.access_key.get_secret_value(), far.secret_key.get_secret_value()) == ("1e5", "123456")
    assert "123456" not in repr(settings)
