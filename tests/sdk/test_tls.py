"""Over TLS, as behind a proxy: both ways in, and certificates that nobody vouches for."""

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingle.sdk import Ingle, UnreachableError
from ingle.sdk.lean.place import Place
from ingle.sdk.lean.process import start
from support.standin.program import PROGRAM
from support.standin.server import StandIn, stand_in


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A stand-in on https whose certificate is its own; the environment names it."""
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with stand_in(tmp_path, (certificate, key)) as made:
        made.world.add_image("debian")
        made.world.add_machine("one")
        monkeypatch.setenv("INGLE_URL", made.url)
        monkeypatch.setenv("INGLE_TOKEN", "secret-1")
        yield made


def test_requests_and_streams_work(secure: StandIn) -> None:
    with Ingle() as ingle:
        assert ingle.me().via == "token"
        data = bytes(range(256)) * 4000
        result = ingle.machines.get("one").exec(["sha256sum"], input=data)
        assert result.stdout.split()[0].decode() == hashlib.sha256(data).hexdigest()


def test_the_lean_way_in_works(secure: StandIn) -> None:
    data = bytes(range(256)) * 20_000
    done = subprocess.run(
        [str(PROGRAM), "exec", "-i", "one", "--", "sh", "-c", "cat; exit 3"],
        input=data,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, data)


def test_a_certificate_that_nobody_vouches_for_is_said(
    secure: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with Ingle() as ingle, pytest.raises(UnreachableError, match="SSL_CERT_FILE"):
        ingle.me()
    with Ingle() as ingle, pytest.raises(UnreachableError, match="SSL_CERT_FILE"):
        next(ingle.events())
    with pytest.raises(UnreachableError, match="SSL_CERT_FILE"):
        start(Place(secure.url), "one", {"argv": ["true"]})
