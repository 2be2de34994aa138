#!/usr/bin/env python3
"""Writes vectors.json, the golden frames of the guest protocol, by the letter of protocol.md and with nothing but the standard library.

    make_vectors.py > vectors.json

`frames`: what a sealed frame looks like. `hunts`: a byte sequence (pieces of `hex`, or of `zeros`), the key of the link, and the frames
that a receiver finds in it, whatever the cuts. A HELLO in a hunt is found under key 0; everything else under `key` alone.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from typing import Any

HELLO, READY, OPEN, OPENED, DATA, EOF, CREDIT, MESSAGE, CLOSE, EVENT = (
    0x01, 0x02, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x20,
)  # fmt: skip
NONCE = 0xC0FFEE01
RESYNC = 262164


def pack(value: Any) -> bytes:
    """MessagePack, its shortest forms, for the few types used here."""
    match value:
        case bool():
            return b"\xc3" if value else b"\xc2"
        case int() if value < 0x80:
            return bytes([value])
        case int() if value < 0x10000:
            return b"\xcd" + struct.pack(">H", value) if value > 0xFF else bytes([0xCC, value])
        case int():
            return b"\xce" + struct.pack(">I", value)
        case str() if len(value.encode()) < 32:
            raw = value.encode()
            return bytes([0xA0 | len(raw)]) + raw
        case bytes():
            return bytes([0xC4, len(value)]) + value
        case list():
            return bytes([0x90 | len(value)]) + b"".join(map(pack, value))
        case dict():
            return bytes([0x80 | len(value)]) + b"".join(
                pack(key) + pack(item) for key, item in value.items()
            )
    raise TypeError(value)


def seal(key: int, kind: int, stream: int, payload: bytes = b"", channel: int = 0) -> bytes:
    head = struct.pack("<BBBBII", 0x49, 0xE7, kind, channel, stream, len(payload))
    check = zlib.crc32(head, key)
    return head + struct.pack("<I", check) + payload + struct.pack("<I", check ^ 0xFFFFFFFF)


def described(key: int, kind: int, stream: int, payload: bytes = b"", channel: int = 0) -> dict[str, Any]:
    return {"key": key, "type": kind, "channel": channel, "stream": stream, "payload": payload.hex()}


EXEC = pack(
    {
        "method": "exec",
        "session": "s1",
        "argv": [b"printf", b"%s\n", b"a \xff'b"],
        "env": {"LANG": b"C.UTF-8"},
        "user": "daemon:staff",
        "tty": {"rows": 24, "cols": 80},
        "stdin": True,
    }
)
PACK = pack({"method": "pack", "path": b"/srv/\xff", "one_filesystem": True, "exclude": [b"tmp/"]})
WORKLOAD = pack(
    {
        "method": "exec",
        "session": "w",
        "argv": [b"serve"],
        "role": "workload",
        "restart": {"when": "on-failure", "max_retries": 5},
        "health": {"argv": [b"probe"], "interval_ms": 30000, "timeout_ms": 5000, "retries": 3},
    }
)
CHANGES = pack(
    [
        {"kind": "created", "path": b"/srv/\xff/new", "directory": True},
        {"kind": "moved", "path": b"/srv/\xff/a", "to": b"/srv/\xff/b"},
        {"kind": "overflow"},
    ]
)
FRAMES: dict[str, tuple[Any, ...]] = {
    "hello": (0, HELLO, 0, pack({"version": 1, "nonce": NONCE})),
    "open exec": (NONCE, OPEN, 1, EXEC),
    "opened": (NONCE, OPENED, 1, pack({"pid": 77, "session": "s1"})),
    "data on stderr": (NONCE, DATA, 1, bytes(range(256)), 2),
    "data that holds magic": (NONCE, DATA, 1, b"\x49\xe7\x49\x49\xe7", 1),
    "eof": (NONCE, EOF, 1, b"", 1),
    "credit": (NONCE, CREDIT, 1, struct.pack("<I", 65536)),
    "exit": (NONCE, MESSAGE, 1, pack({"exit": {"code": 7}})),
    "close": (NONCE, CLOSE, 1, pack({})),
    "error": (
        NONCE,
        CLOSE,
        0xFFFFFFFF,
        pack({"error": {"code": "not_found", "message": "nope", "errno": 2}}),
    ),
    "event": (NONCE, EVENT, 0, pack({"event": "powering_off"})),
    "open freeze": (NONCE, OPEN, 2, pack({"method": "freeze"})),
    "configure and thaw": (
        NONCE,
        OPEN,
        3,
        pack({"method": "configure", "entropy": b"\x01\x02", "thaw": True}),
    ),
    "activity": (NONCE, CLOSE, 4, pack({"busy": True, "reasons": ["session ses_x: make -j2"]})),
    "exec of a workload": (NONCE, OPEN, 5, WORKLOAD),
    "pack": (NONCE, OPEN, 6, PACK),
    "watch": (NONCE, OPEN, 7, pack({"method": "watch", "path": b"/srv/\xff", "recursive": True})),
    "changes": (
        NONCE,
        DATA,
        7,
        struct.pack("<I", len(CHANGES)) + CHANGES,
    ),
    "gone": (NONCE, CLOSE, 7, pack({"error": {"code": "gone", "message": "/srv/\u00ff"}})),
    "workload event": (
        NONCE,
        EVENT,
        0,
        pack(
            {"event": "workload", "session": "w", "restarts": 2, "state": "backing_off", "exit": {"code": 1}}
        ),
    ),
    "ports event": (
        NONCE,
        EVENT,
        0,
        pack({"event": "ports", "ports": [{"port": 8080, "address": "::", "pid": 77, "name": "serve"}]}),
    ),
    "another nonce": (1, EOF, 1, b"", 1),
}


def hunts() -> dict[str, tuple[int, list[bytes | int], list[str]]]:
    sealed = {name: seal(*arguments) for name, arguments in FRAMES.items()}
    data = sealed["data on stderr"]
    wrong_trailer = data[:-1] + bytes([data[-1] ^ 1])
    forged = seal(NONCE, DATA, 1, seal(NONCE ^ 1, CLOSE, 1), 1)
    return {
        "one after the other": (NONCE, [sealed["opened"], data, sealed["eof"]], ["opened", "data on stderr", "eof"]),
        "junk between": (NONCE, [b"\x49\x49\xe7", sealed["eof"], b"\xe7\x49", sealed["close"]], ["eof", "close"]),
        "half a header": (NONCE, [data[:9], sealed["close"]], ["close"]),
        "half a payload, then zeros": (NONCE, [data[:100], RESYNC, sealed["hello"]], ["hello"]),
        "a frame within a broken one": (NONCE, [wrong_trailer[:20], sealed["exit"], sealed["eof"], 512], ["exit", "eof"]),
        "a wrong trailer": (NONCE, [wrong_trailer, sealed["eof"]], ["eof"]),
        "another link's frames": (NONCE, [sealed["another nonce"], sealed["eof"]], ["eof"]),
        "a forged frame inside data": (NONCE, [forged, sealed["eof"]], ["forged", "eof"]),
        "nothing but HELLO before a link": (0, [sealed["eof"], sealed["hello"]], ["hello"]),
        "a length beyond the bound": (NONCE, [b"\x49\xe7\x12\x01" + bytes(4) + b"\x01\x00\x04\x00", sealed["eof"]], ["eof"]),
    }  # fmt: skip


def main() -> None:
    known = {name: described(*arguments) for name, arguments in FRAMES.items()}
    known["forged"] = described(NONCE, DATA, 1, seal(NONCE ^ 1, CLOSE, 1), 1)
    document = {
        "frames": [{"name": name, **known[name], "bytes": seal(*FRAMES[name]).hex()} for name in FRAMES],
        "hunts": [
            {
                "name": name,
                "key": key,
                "pieces": [
                    {"zeros": piece} if isinstance(piece, int) else {"hex": piece.hex()} for piece in pieces
                ],
                "finds": [known[found] for found in finds],
            }
            for name, (key, pieces, finds) in hunts().items()
        ],
    }
    json.dump(document, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
