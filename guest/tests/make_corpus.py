#!/usr/bin/env python3
"""Gives the fuzzers something to begin with: the golden frames, and one request of each method."""

from __future__ import annotations

import json
import sys
from pathlib import Path

WORDS = """
method configure poweroff sync metrics exec attach sessions session_signal session_remove stat list read write mkdir move remove
chmod symlink connect session argv env cwd user tty rows cols term stdin role keep scrollback since tail input path from to target
mode uid gid offset limit follow parents exclusive overwrite recursive hostname interface address prefix gateway mac dns time_ns
entropy machine_id hosts names grace_ms reboot signal leader resize version nonce port
"""


def main() -> None:
    vectors, output = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])
    for fuzzer in ("fuzz_frame", "fuzz_request"):
        (output / fuzzer).mkdir(parents=True, exist_ok=True)
    for number, hunt in enumerate(vectors["hunts"]):
        raw = b"".join(bytes.fromhex(piece.get("hex", "00" * 64)) for piece in hunt["pieces"])
        (output / "fuzz_frame" / f"hunt{number}").write_bytes(b"\x01\xff" + raw)
    for number, frame in enumerate(vectors["frames"]):
        (output / "fuzz_frame" / f"frame{number}").write_bytes(b"\x01\xff" + bytes.fromhex(frame["bytes"]))
        (output / "fuzz_request" / f"payload{number}").write_bytes(bytes.fromhex(frame["payload"]))
    words = [bytes([0xA0 | len(word)]) + word.encode() for word in WORDS.split()]
    text = "".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in words)
    (output / "words.dict").write_text(text)


if __name__ == "__main__":
    main()
