"""What is made from the code and kept in the tree, so that its changes are seen in reviews. scripts/generate runs this."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from ingle.daemon.directory import directory_page
from ingle.daemon.reference import settings_page
from ingle.daemon.schema import schema_sql
from ingle.daemon.wiring import openapi_document

TREE = Path(__file__).parents[3]

FILES: Mapping[str, Callable[[], str]] = {
    "schema/openapi.json": lambda: openapi_document().decode(),
    "schema/schema.sql": schema_sql,
    "docs/reference/endpoints.md": directory_page,
    "docs/reference/settings.md": settings_page,
}


def main(argv: list[str]) -> int:
    """Write what is not current, or with --check only say so; the exit code."""
    stale = {name: text for name, make in FILES.items() if (text := make()) != _present(TREE / name)}
    if "--check" in argv:
        sys.stdout.writelines(f"{name} is not current: scripts/generate\n" for name in stale)
        return 1 if stale else 0
    for name, text in stale.items():
        (TREE / name).parent.mkdir(parents=True, exist_ok=True)
        (TREE / name).write_text(text)
        sys.stdout.write(f"wrote {name}\n")
    return 0


def _present(path: Path) -> str | None:
    return path.read_text() if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
