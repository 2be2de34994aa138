"""What a house has in it that is to be photographed: files, people, notifications, apps, and machines in every state."""

import base64
import io
import math
import wave

import httpx
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from support.house import ROOT, House

FOLDER = "Trip"
PASSWORD = "a long sentence that nobody guesses"  # ben's
SETTINGS = {
    "INGLE_ACCOUNTS__SIGN_UP": "open",
    "INGLE_ACCOUNTS__TEMPORARY_USERS": "true",
    "INGLE_FILES__VERSION_GAP": "0",  # so that what is written at once has versions
}
PLAN = "# The trip\n\nBy train, **not** by car.\n\n- tickets\n- a map\n- `bread` and cheese\n"
PROGRAM = 'def greet(name: str) -> str:\n    return f"Hello, {name}"\n\n\nprint(greet("world"))\n'
LONG = "minutes of the meeting about the way there and back again, second draft (final).txt"
LOAD = "i=0; while sleep 1; do i=$((i+1)); echo built part $i of many; done"

# Two seconds of a moving picture, as the browser itself records it.
FILM = """() => new Promise((made) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 360];
  const drawn = canvas.getContext("2d");
  const began = performance.now();
  const draw = () => {
    const at = (performance.now() - began) / 2000;
    drawn.fillStyle = "#28506e";
    drawn.fillRect(0, 0, 640, 360);
    drawn.fillStyle = "#f2b27a";
    drawn.beginPath();
    drawn.arc(60 + 520 * at, 190, 70, 0, 7);
    drawn.fill();
    if (at < 1) requestAnimationFrame(draw);
    else recorder.stop();
  };
  const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: "video/webm" });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.onstop = async () => {
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    made(btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), "")));
  };
  recorder.start();
  draw();
})"""


def picture(colour: tuple[int, int, int], number: int) -> Image.Image:
    made = Image.new("RGB", (1200, 800), colour)
    drawn = ImageDraw.Draw(made)
    for step in range(6):
        edge = 90 * step + 40 * number
        drawn.ellipse(
            (edge, 420 - 60 * step, edge + 420, 840 - 60 * step),
            fill=(*(255 - c // (step + 1) for c in colour),),
        )
    return made


def saved(image: Image.Image, form: str) -> bytes:
    kept = io.BytesIO()
    image.save(kept, form)
    return kept.getvalue()


def tone(seconds: int) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as wav:
        wav.setparams((1, 1, 8000, 0, "NONE", ""))
        wav.writeframes(bytes(int(128 + 36 * math.sin(at / 3)) for at in range(8000)) * seconds)
    return made.getvalue()


def film(browser: Browser) -> bytes:
    page = browser.new_page()
    recorded: str = page.evaluate(FILM)
    page.close()
    return base64.b64decode(recorded)


def furnish(home: House, browser: Browser, api: httpx.Client) -> None:
    put_files(browser, api)
    tell(api)
    invite(home, api)
    put(api, "week.todo", b"[x] Tea\n[ ] Bread\n[ ] Milk\n")
    for name in ("notes", "drawing", "checklist"):
        home.ingle("app", "install", str(ROOT / "examples/apps" / name))
    make_machines(home)


def put(api: httpx.Client, name: str, content: bytes) -> str:
    """Answers the entry's id."""
    answer = api.put(
        "/files", params={"path": f"~/Documents/{FOLDER}/{name}", "parents": True}, content=content
    )
    answer.raise_for_status()
    entry: str = answer.json()["id"]
    return entry


def put_files(browser: Browser, api: httpx.Client) -> None:
    files = {
        "plan.md": b"# The trip\n",
        "greet.py": PROGRAM.encode(),
        "budget.csv": b"what,how much\ntickets,120\nbread,3\n",
        "sea.wav": tone(20),
        "train.webm": film(browser),
        "tickets.pdf": saved(picture((230, 225, 215), 0), "PDF"),
        "broken.png": b"no picture",
        LONG: b"present: all\n",
        "Pictures/harbour.jpg": saved(picture((40, 90, 140), 0), "JPEG"),
        "Pictures/hills.jpg": saved(picture((70, 120, 60), 1), "JPEG"),
        "Pictures/evening.jpg": saved(picture((170, 80, 50), 2), "JPEG"),
        "Maps/north.txt": b"north is up\n",
        "old list.txt": b"nothing any more\n",
    }
    for name, content in files.items():
        put(api, name, content)
    put(api, "plan.md", PLAN.encode())  # over an earlier version
    api.post("/files/trash", json={"path": f"~/Documents/{FOLDER}/old list.txt"}).raise_for_status()
    hills = {"source": f"~/Documents/{FOLDER}/Pictures/hills.jpg", "into": "~/Desktop"}
    api.post("/files/copy", json=hills).raise_for_status()


def tell(api: httpx.Client) -> None:
    for title, text, icon in (
        ("Backup finished", "Nothing was left out.", "check"),
        ("quiet-ember fell asleep", "Nobody used it for an hour. Using it wakes it.", "moon"),
        (
            "The disk of build-box is nearly full",
            "15.2 of 16 GiB are in use; what is written may fail soon.",
            "alert",
        ),
    ):
        answer = api.post("/notifications", json={"title": title, "text": text, "icon": icon})
        answer.raise_for_status()


def invite(home: House, api: httpx.Client) -> None:
    """Somebody else, with whom something is shared, and a group."""
    home.ingle("user", "create", "ben", "--password-stdin", stdin=f"{PASSWORD}\n".encode())
    plan = api.get("/files/stat", params={"path": f"~/Documents/{FOLDER}/plan.md"}).json()["id"]
    for kind, name, mode in (("user", "ben", "write"), ("group", "everyone", "read")):
        to = {"kind": kind, "name": name}
        api.post("/grants", json={"kind": "entry", "object": plan, "to": to, "mode": mode}).raise_for_status()
    api.post("/links", json={"kind": "entry", "object": plan}).raise_for_status()
    api.post("/groups", json={"name": "family"}).raise_for_status()
    api.put("/groups/family/members/ben").raise_for_status()
    api.post("/tokens", json={"name": "laptop", "scopes": ["files:read"]}).raise_for_status()


def make_machines(home: House) -> None:
    home.ingle("create", "--keep-hot", "--name", "quiet-ember", "busybox")
    home.ingle("create", "--name", "build-box", "busybox", "--", "sh", "-c", LOAD)
    home.ingle("create", "--name", "old-flame", "busybox")
    home.ingle("exec", "quiet-ember", "--", "httpd", "-p", "8000", "-h", "/etc")
    home.ingle("snapshot", "create", "quiet-ember", "before-the-trip")
    home.ingle("fork", "quiet-ember", "second-ember")
    home.ingle("sleep", "second-ember")
    home.ingle("stop", "old-flame")
