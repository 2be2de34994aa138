"""An authenticator in software: makes passkeys and answers with them, as a browser would tell it to (WebAuthn level 2, CTAP 2)."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

_USER_PRESENT, _USER_VERIFIED, _HAS_CREDENTIAL = 0x01, 0x04, 0x40


@dataclass
class Passkey:
    credential_id: bytes
    user_handle: bytes
    host: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    sign_count: int = 0


@dataclass
class Authenticator:
    """`verifies`: whether it asks its person for a finger or a PIN."""

    origin: str
    verifies: bool = True
    passkeys: list[Passkey] = field(default_factory=list)

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """What `navigator.credentials.create` answers, as JSON."""
        passkey = Passkey(os.urandom(16), _bytes(options["user"]["id"]), options["rp"]["id"])
        self.passkeys.append(passkey)
        numbers = passkey.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        credential = (
            bytes(16)
            + len(passkey.credential_id).to_bytes(2, "big")
            + passkey.credential_id
            + cbor2.dumps(cose)
        )
        data = self._data(passkey, _HAS_CREDENTIAL) + credential
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options)
        return _answer(
            passkey,
            clientDataJSON=_text(client),
            attestationObject=_text(attestation),
            transports=["internal"],
        )

    def get(self, options: dict[str, Any], passkey: Passkey | None = None) -> dict[str, Any]:
        """What `navigator.credentials.get` answers, as JSON: by the one that was made for this host."""
        passkey = passkey or next(one for one in self.passkeys if one.host == options["rpId"])
        passkey.sign_count += 1
        data, client = self._data(passkey, 0), self._client("webauthn.get", options)
        signature = passkey.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return _answer(
            passkey,
            clientDataJSON=_text(client),
            authenticatorData=_text(data),
            signature=_text(signature),
            userHandle=_text(passkey.user_handle),
        )

    def _data(self, passkey: Passkey, more: int) -> bytes:
        flags = _USER_PRESENT | more | (_USER_VERIFIED if self.verifies else 0)
        return (
            hashlib.sha256(passkey.host.encode()).digest()
            + bytes([flags])
            + passkey.sign_count.to_bytes(4, "big")
        )

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        told = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()


def _answer(passkey: Passkey, **response: Any) -> dict[str, Any]:
    name = _text(passkey.credential_id)
    return {
        "id": name,
        "rawId": name,
        "type": "public-key",
        "response": response,
        "clientExtensionResults": {},
    }


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
