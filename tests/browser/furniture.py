"""What a house has in it that is to be photographed: files, people, notifications, apps, and machines in every state."""

import io
import math
import wave

import httpx
from PIL import Image, ImageDraw

from support.house import ROOT, House

FOLDER = "Trip"
PLAN = "# The trip\n\nBy train, **not** by car.\n\n- tickets\n- a map\n- `bread` and cheese\n"
PROGRAM = 'def greet(name: str) -> str:\n    return f"Hello, {name}"\n\n\nprint(greet("world"))\n'
LOAD = "while sleep 1; do echo built a part; done"


def picture(colour: tuple[int, int, int], number: int) -> bytes:
    made = Image.new("RGB", (1200, 800), colour)
    drawn = ImageDraw.Draw(made)
    for step in range(6):
        edge = 90 * step + 40 * number
        drawn.ellipse(
            (edge, 420 - 60 * step, edge + 420, 840 - 60 * step),
            fill=(*(255 - c // (step + 1) for c in colour),),
        )
    kept = io.BytesIO()
    made.save(kept, "JPEG", quality=85)
    return kept.getvalue()


def tone(seconds: int) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as wav:
        wav.setparams((1, 1, 8000, 0, "NONE", ""))
        wav.writeframes(bytes(int(128 + 36 * math.sin(at / 3)) for at in range(8000)) * seconds)
    return made.getvalue()


def furnish(home: House, api: httpx.Client) -> None:
    """Files, people, notifications, apps and machines in every state."""
    files = {
        "plan.md": PLAN.encode(),
        "greet.py": PROGRAM.encode(),
        "budget.csv": b"what,how much\ntickets,120\nbread,3\n",
        "sea.mp3.wav": tone(20),
        "Pictures/harbour.jpg": picture((40, 90, 140), 0),
        "Pictures/hills.jpg": picture((70, 120, 60), 1),
        "Pictures/evening.jpg": picture((170, 80, 50), 2),
        "Maps/north.txt": b"north is up\n",
    }
    for name, content in files.items():
        api.put(
            "/files", params={"path": f"~/Documents/{FOLDER}/{name}", "parents": True}, content=content
        ).raise_for_status()
    hills = {"source": f"~/Documents/{FOLDER}/Pictures/hills.jpg", "into": "~/Desktop"}
    api.post("/files/copy", json=hills).raise_for_status()
    api.post(
        "/notifications", json={"title": "Backup finished", "text": "Nothing was left out."}
    ).raise_for_status()
    home.ingle("user", "create", "ben", "--password-stdin", stdin=b"a long sentence that nobody guesses\n")
    for name in ("notes", "drawing"):
        home.ingle("app", "install", str(ROOT / "examples/apps" / name))
    home.ingle("create", "--name", "quiet-ember", "busybox")
    home.ingle(
        "create",
        "--name",
        "build-box",
        "busybox",
        "--",
        "sh",
        "-c",
        "while sleep 1; do echo built a part; done",
    )
    home.ingle("create", "--name", "old-flame", "busybox")
    home.ingle("snapshot", "create", "quiet-ember", "before-the-trip")
    home.ingle("fork", "quiet-ember", "second-ember")
    home.ingle("sleep", "second-ember")
    home.ingle("stop", "old-flame")
