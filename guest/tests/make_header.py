#!/usr/bin/env python3
"""Turns the golden frames of schema/guest/vectors.json into a C header for the unit tests."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def literal(raw: bytes) -> str:
    """Bytes as a C string; every byte escaped, cut where a line would grow long."""
    octal = [f"\\{byte:03o}" for byte in raw]
    return '"' + '"\n\t"'.join("".join(octal[at : at + 24]) for at in range(0, len(octal), 24)) + '"'


def frame(described: dict[str, Any]) -> str:
    payload = bytes.fromhex(described["payload"])
    numbers = ", ".join(str(described[name]) for name in ("type", "channel", "stream"))
    return f"{{{numbers}, {len(payload)}, (const uint8_t *){literal(payload)}}}"


def piece(described: dict[str, Any]) -> str:
    if "zeros" in described:
        return f"{{NULL, {described['zeros']}}}"
    raw = bytes.fromhex(described["hex"])
    return f"{{{literal(raw)}, {len(raw)}}}"


def main() -> None:
    vectors = json.loads(Path(sys.argv[1]).read_text())
    lines = ["static const struct sealed_vector SEALED[] = {"]
    for vector in vectors["frames"]:
        raw = bytes.fromhex(vector["bytes"])
        lines.append(
            f'{{"{vector["name"]}", {vector["key"]}U, {frame(vector)}, {literal(raw)}, {len(raw)}}},'
        )
    lines += ["};", "static const struct hunt_vector HUNTS[] = {"]
    for vector in vectors["hunts"]:
        pieces = ", ".join(map(piece, vector["pieces"]))
        finds = ", ".join(map(frame, vector["finds"]))
        lines.append(f'{{"{vector["name"]}", {vector["key"]}U, {{{pieces}}}, {len(vector["pieces"])},')
        lines.append(f"{{{finds}}}, {len(vector['finds'])}}},")
    lines.append("};")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
