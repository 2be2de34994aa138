"""A real registry on loopback: Debian's docker-registry, with or without a login."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import msgspec

from support.archives import oci_files
from support.house import free_port
from support.waiting import wait_until

USER, PASSWORD = "reader", "correct horse"
_HTPASSWD = f"{USER}:$2y$04$65z51vujL/Siyd.gmGkyyOfK5Ik5Lf1seqZR6XHU.ZTOZ.8uivCfK\n"


@dataclass(frozen=True)
class Registry:
    host: str  # "127.0.0.1:PORT"
    folder: Path
    login: bool

    def push(self, repository: str, layers: list[bytes], *, tag: str = "latest", **more: object) -> str:
        """Put an image there with skopeo; its manifest's digest."""
        layout = self.folder / f"push-{repository.replace('/', '_')}-{tag}"
        files = oci_files(layers, **more)  # type: ignore[arg-type] # the test's own words
        for name, data in files.items():
            path = layout / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        credentials = [f"--dest-creds={USER}:{PASSWORD}"] if self.login else []
        copy = ["skopeo", "copy", "--quiet", "--dest-tls-verify=false", *credentials]
        subprocess.run(
            [*copy, f"oci:{layout}", f"docker://{self.host}/{repository}:{tag}"], check=True, timeout=120
        )
        digest: str = msgspec.json.decode(files["index.json"])["manifests"][0]["digest"]
        return digest


@contextmanager
def running_registry(folder: Path, *, login: bool = False) -> Iterator[Registry]:
    """It ends with the context."""
    folder.mkdir(parents=True, exist_ok=True)
    host = f"127.0.0.1:{free_port()}"
    (folder / "htpasswd").write_text(_HTPASSWD)
    configuration = {
        "version": 0.1,
        "log": {"level": "warn", "accesslog": {"disabled": True}},
        "storage": {"filesystem": {"rootdirectory": str(folder / "data")}},
        "http": {"addr": host},
    }
    if login:
        configuration["auth"] = {"htpasswd": {"realm": "test", "path": str(folder / "htpasswd")}}
    # JSON is YAML.
    (folder / "config.yml").write_bytes(msgspec.json.encode(configuration))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["docker-registry", "serve", folder / "config.yml"], stdout=log, stderr=log
        )
    try:
        wait_until(lambda: _answers(host), timeout=30, explain=lambda: (folder / "log").read_text()[-2000:])
        yield Registry(host, folder, login)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(host: str) -> bool:
    try:
        return httpx.get(f"http://{host}/v2/").status_code in (200, 401)
    except httpx.TransportError:
        return False
