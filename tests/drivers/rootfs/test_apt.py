"""Where Debian comes from on this host."""

from pathlib import Path

import pytest

from ingle.drivers.rootfs.apt import find_suite, parse_targets, read_sources, run_apt
from ingle.drivers.rootfs.debian import command
from ingle.images.errors import ImageBuildError

LISTING = """\
Debian|Debian|http://mirror.example/debian/|bookworm|main|bookworm
Debian|Debian|http://mirror.example/debian/|bookworm|contrib|bookworm
Debian|Debian|http://mirror.example/debian/|bookworm-updates|main|bookworm-updates
Debian|Debian-Security|http://mirror.example/security/|bookworm-security|main|bookworm-security
Debian|Debian|http://mirror.example/debian/|bookworm|main|bookworm
Debian|Debian|http://mirror.example/debian/|sid|main|sid
Somebody|Else|https://packages.example/|stable|main|stable
"""


def test_only_debians_own_sources_are_taken_each_once() -> None:
    assert parse_targets(LISTING, "bookworm", Path("/k.gpg")) == (
        "deb [signed-by=/k.gpg] http://mirror.example/debian/ bookworm main contrib",
        "deb [signed-by=/k.gpg] http://mirror.example/debian/ bookworm-updates main",
        "deb [signed-by=/k.gpg] http://mirror.example/security/ bookworm-security main",
    )
    assert parse_targets("Somebody|Else|https://packages.example/|stable|main|stable\n", "stable", None) == ()


def test_the_hosts_own_release_is_built_even_when_it_knows_others() -> None:
    assert find_suite(LISTING, "bookworm") == "bookworm"
    assert find_suite(LISTING, "forky") == "sid"
    assert find_suite("", "bookworm") == "stable"


@pytest.mark.anyio
async def test_this_host_knows_where_debian_is() -> None:
    sources = await read_sources()
    assert sources.suite.isalpha()
    assert all(line.startswith("deb ") for line in sources.lines)
    argv = command(sources, ["vim"], Path("/out.tar"))
    assert argv[argv.index(sources.suite) + 1 :] == ["/out.tar", *sources.lines]
    assert any(word.startswith("--include=") and word.endswith(",vim") for word in argv)


async def test_missing_package_lists_are_told_with_what_to_type(tmp_path: Path) -> None:
    empty = tmp_path / "lists"
    empty.mkdir()
    with pytest.raises(ImageBuildError, match="run `sudo apt-get update`"):
        await run_apt(
            "apt-get", "-o", f"Dir::State::lists={empty}", "download", "busybox-static", cwd=tmp_path
        )
