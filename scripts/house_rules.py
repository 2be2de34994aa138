"""Rules of the house that no linter knows: small files, tests that mirror the source, field names, no forbidden rooms.

Prints each breach as path: sentence, and exits 1 when there is one.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

MAX_LINES = 400
FORBIDDEN_ROOMS = {
    "utils",
    "common",
    "helpers",
    "const",
    "constants",
    "types",
    "models",
    "exceptions",
    "misc",
}
FORBIDDEN_NAMES = re.compile(r"^\s*class \w+(Manager|Helper|Impl|Info|Data|Base)\b")
# Source files that need no test file of their own, because what they say is tested with what uses them.
WITHOUT_TWIN = {
    "__init__",
    "__main__",
    "names",
    "errors",
    "events",
    "ports",
    "tables",
    "settings",
    "capability",
    "model",
}
LONG_FILES: set[str] = set()  # exemptions from MAX_LINES; the list only shrinks


def tracked(*patterns: str) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *patterns],
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(line) for line in listing.stdout.splitlines() if Path(line).is_file()]


def long_files() -> Iterator[str]:
    for path in tracked("*.py", "*.c", "*.h", "*.ts", "*.tsx", "*.css"):
        if "generated" in path.name or path.as_posix() in LONG_FILES:
            continue
        lines = path.read_text().count("\n")
        if lines > MAX_LINES:
            yield f"{path}: {lines} lines; split it (limit {MAX_LINES})"


def forbidden_names() -> Iterator[str]:
    for path in tracked("src/*.py"):
        if FORBIDDEN_ROOMS & set(path.with_suffix("").parts):
            yield f"{path}: a room named for its kind, not for what it does"
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if FORBIDDEN_NAMES.search(line):
                yield f"{path}:{number}: class name ends in a word that says nothing"


def untested_files() -> Iterator[str]:
    """Each source file with behaviour has its test at the same place under tests/, or is covered by its folder's tests."""
    for path in tracked("src/ingle/*.py"):
        inside = path.relative_to("src/ingle")
        if (
            WITHOUT_TWIN & set(inside.with_suffix("").parts)
            or inside.parts[0] == "wire"
            or "migrations" in inside.parts
        ):
            continue
        twin_folder = Path("tests") / inside.parent
        if not any(twin_folder.glob("test_*.py")) and not any(
            twin_folder.parent.glob(f"test_{twin_folder.name}*.py")
        ):
            yield f"{path}: no tests at {twin_folder}/"


def leaked_places() -> Iterator[str]:
    """No file names a package registry's host: where packages come from is the machine's business."""
    hosts = re.compile(
        r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org|security\.debian\.org"
    )
    for path in tracked():
        if path == Path(__file__).resolve().relative_to(Path.cwd()):
            continue
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        if match := hosts.search(text):
            yield f"{path}: names {match[0]}"


def main() -> int:
    breaches = [
        breach for rule in (long_files, forbidden_names, untested_files, leaked_places) for breach in rule()
    ]
    print("\n".join(breaches), end="\n" if breaches else "")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
