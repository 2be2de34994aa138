"""Secrets that must be read again, kept so that a copy of the database is not enough: AES-256-GCM under a key in a file of its own.

`secret.key` lies in the data directory, made at the first start, for its user only. Whoever backs up the database backs it up apart.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ingle.base.errors import UnavailableError
from ingle.base.ids import RandomBytes

_NONCE = 12  # bytes, as NIST SP 800-38D recommends; random ones meet after 2**32 sealings, of which a house has thousands
_KEY = 32


class SealBrokenError(UnavailableError):
    """Sealed under another key, or for something else: the key file is not the one that belongs to this database."""

    code = "seal_broken"

    def __init__(self) -> None:
        super().__init__("a secret cannot be opened; is secret.key the one that belongs to this database?")


class Sealer:
    def __init__(self, key: bytes, random: RandomBytes) -> None:
        self._key = key
        self._cipher = AESGCM(key)
        self._random = random

    def seal(self, secret: bytes, *, of: str) -> bytes:
        """`of`: whose it is and what for; it opens under the same words only, so a sealed secret is no use in another row."""
        nonce = self._random(_NONCE)
        return nonce + self._cipher.encrypt(nonce, secret, of.encode())

    def open(self, sealed: bytes, *, of: str) -> bytes:
        """Raises SealBrokenError."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], of.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError from error

    def key_for(self, purpose: str) -> bytes:
        """A key of 32 bytes for something else than sealing, always the same one. Whoever has it learns nothing of the others (HKDF, RFC 5869)."""
        return HKDF(SHA256(), _KEY, salt=None, info=purpose.encode()).derive(self._key)


def open_sealer(folder: Path, random: RandomBytes) -> Sealer:
    """With the folder's key, which is made when there is none. Of two processes that make it at once one wins. Raises SealBrokenError."""
    path = folder / "secret.key"
    if not path.exists():
        _make(path, random(_KEY))
    key = path.read_bytes()
    if len(key) != _KEY:
        raise SealBrokenError
    return Sealer(key, random)


def _make(path: Path, key: bytes) -> None:
    """Whole or not at all, and never over another."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
    os.fsync(folder)
    os.close(folder)
