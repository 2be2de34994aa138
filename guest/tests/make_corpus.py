#!/usr/bin/env python3
"""Gives the fuzzers something to begin with: the golden frames, and one request of each method."""

from __future__ import annotations

import io
import json
import sys
import tarfile
from pathlib import Path

WORDS = """
method configure poweroff sync metrics exec attach sessions session_signal session_remove stat list read write mkdir move remove
chmod symlink connect session argv env cwd user tty rows cols term stdin role keep scrollback since tail input path from to target
mode uid gid offset limit follow parents exclusive overwrite recursive hostname interface address prefix gateway mac dns time_ns
entropy machine_id hosts names grace_ms reboot signal leader resize version nonce port
freeze thaw activity ports restart when max_retries health interval_ms timeout_ms start_period_ms retries
pack unpack one_filesystem exclude watch
"""
TAR_WORDS = (
    "path=",
    "linkpath=",
    "size=",
    "uid=",
    "gid=",
    "mtime=",
    "SCHILY.xattr.user.x=",
    "GNU.sparse.map=",
    "ustar\000",
    "ustar  ",
    "../",
    "/../",
    "\n",
)


def archive(form: int) -> bytes:
    """One of each type, with names that need the format's own way for long ones."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as tar:
        for kind in (b"0", b"1", b"2", b"3", b"4", b"5", b"6"):
            entry = tarfile.TarInfo("n" * 60 + "/" + kind.decode() * 60)
            entry.type, entry.linkname, entry.mtime = kind, "l" * 120, 1
            entry.size = 5 if kind == b"0" else 0
            if form == tarfile.PAX_FORMAT:
                entry.pax_headers = {"SCHILY.xattr.user.x": "y", "mtime": "-1.5"}
            tar.addfile(entry, io.BytesIO(b"hello"))
    return out.getvalue()


def main() -> None:
    vectors, output = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])
    for fuzzer in ("fuzz_frame", "fuzz_request", "fuzz_tar"):
        (output / fuzzer).mkdir(parents=True, exist_ok=True)
    for number, hunt in enumerate(vectors["hunts"]):
        raw = b"".join(bytes.fromhex(piece.get("hex", "00" * 64)) for piece in hunt["pieces"])
        (output / "fuzz_frame" / f"hunt{number}").write_bytes(b"\x01\xff" + raw)
    for number, frame in enumerate(vectors["frames"]):
        (output / "fuzz_frame" / f"frame{number}").write_bytes(b"\x01\xff" + bytes.fromhex(frame["bytes"]))
        (output / "fuzz_request" / f"payload{number}").write_bytes(bytes.fromhex(frame["payload"]))
    for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        (output / "fuzz_tar" / f"archive{form}").write_bytes(archive(form))
    words = [bytes([0xA0 | len(word)]) + word.encode() for word in WORDS.split()]
    words += [word.encode() for word in TAR_WORDS]
    text = "".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in words)
    (output / "words.dict").write_text(text)


if __name__ == "__main__":
    main()
