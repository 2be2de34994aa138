"""Other people's images: pulled from a registry and imported, then run as machines."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.archives import directory, docker_archive, file, hardlink, layer, oci_archive, symlink
from support.house import House
from support.registries import PASSWORD, USER, Registry, running_registry

pytestmark = pytest.mark.machine

HELLO = r"""
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
int main(int argc, char **argv) {
    struct stat self;
    stat("/hello", &self);
    printf("hello from %s %s, uid %d, in %s, mode %o\n", argv[1], getenv("GREETING"), (int)getuid(), getcwd(0, 0), self.st_mode & 07777);
    return 3;
}
"""
RUN = {
    "Entrypoint": ["/hello", "scratch"],
    "Env": ["GREETING=with env"],
    "WorkingDir": "/srv",
    "User": "1000:1000",
}


@pytest.fixture(scope="module")
def hello(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A layer with one static binary and nothing that a distribution would have."""
    folder = tmp_path_factory.mktemp("hello")
    (folder / "hello.c").write_text(HELLO)
    subprocess.run(["gcc", "-static", "-Os", "-s", "-o", folder / "hello", folder / "hello.c"], check=True)
    return layer(file("hello", (folder / "hello").read_bytes(), mode=0o4755), directory("srv"))


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory, hello: bytes) -> Iterator[Registry]:
    with running_registry(tmp_path_factory.mktemp("registry"), login=True) as running:
        running.push("team/hello", [hello, layer(file("srv/second"))], tag="v1", run=RUN)
        yield running


def test_an_image_behind_a_login_is_pulled_and_its_one_binary_runs(home: House, registry: Registry) -> None:
    reference = f"{registry.host}/team/hello:v1"
    home.ingle(
        "image",
        "pull",
        "--insecure",
        "--username",
        USER,
        "--password-stdin",
        reference,
        stdin=PASSWORD.encode(),
    )
    done = home.ingle("run", "--rm", reference, check=False)
    assert done.stdout == b"hello from scratch with env, uid 1000, in /srv, mode 4755\n"
    assert done.returncode == 3


def test_without_the_login_it_says_what_is_needed(home: House, registry: Registry) -> None:
    done = home.ingle(
        "image", "pull", "--insecure", f"{registry.host}/team/hello:v1", "--name", "no-login", check=False
    )
    assert done.returncode != 0
    assert b"user name and a password" in done.stderr


# The hostile image below is an OCI archive in every run.
@pytest.mark.parametrize("make", [docker_archive, pytest.param(oci_archive, marks=pytest.mark.soak)])
def test_archives_of_both_kinds_are_imported_and_run(
    home: House, tmp_path: Path, hello: bytes, make: object
) -> None:
    archive = tmp_path / "hello.tar"
    archive.write_bytes(make([hello], RUN))  # type: ignore[operator]
    name = getattr(make, "__name__").replace("_", "-")  # noqa: B009
    home.ingle("image", "import", str(archive), "--name", name)
    assert home.ingle("run", "--rm", name, check=False).stdout.startswith(b"hello from scratch with env")
    home.ingle("image", "rm", name)


def test_a_hostile_image_harms_neither_the_host_nor_its_own_machine(home: House, tmp_path: Path) -> None:
    busybox = Path("/bin/busybox").read_bytes()
    target = tmp_path / "precious"
    target.write_text("untouched")
    archive = tmp_path / "hostile.tar"
    archive.write_bytes(
        oci_archive(
            [
                layer(
                    file("bin/busybox", busybox, mode=0o755),
                    symlink("etc", str(tmp_path)),
                    symlink("up", "../../../../.."),
                    file("etc/precious", b"overwritten"),
                    file(f"../../../../..{target}", b"overwritten"),
                    file(f"up{target}", b"overwritten"),
                    hardlink("stolen", str(target)),
                ),
                layer(file(f"up{tmp_path}/.wh.nothing"), file("etc/.wh..wh..opq"), file("kept", b"kept")),
            ],
            {
                "Entrypoint": ["/bin/busybox", "sh", "-c"],
                "Cmd": ["busybox cat /kept /stolen"],
                "Env": ["PATH=/bin"],
            },
        )
    )
    home.ingle("image", "import", str(archive), "--name", "hostile")
    done = home.ingle("run", "--rm", "hostile", check=False)
    assert done.stdout == b"keptoverwritten", done.stderr
    assert target.read_text() == "untouched"
    assert {path.name for path in tmp_path.iterdir()} == {"precious", "hostile.tar"}
