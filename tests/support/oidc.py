"""A real OpenID Connect provider, as a process on loopback, and a person who clicks through it."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

import httpx

from support.waiting import wait_until


@contextmanager
def provider(**people: dict[str, object]) -> Iterator[str]:
    """Its issuer. `people`: claims by subject."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    claims = [
        word for sub, more in people.items() for word in ("--user-claims", json.dumps({"sub": sub, **more}))
    ]
    argv = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *claims]
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        assert process.poll() is None, "the provider has ended"
        try:
            return httpx.get(f"{issuer}/.well-known/openid-configuration").is_success
        except httpx.TransportError:
            return False

    try:
        wait_until(answers, timeout=120)
        yield issuer
    finally:
        process.terminate()
        process.wait(60)


async def agree(url: str, sub: str) -> str:
    """Be this person at the provider; where it sends the browser then."""
    async with httpx.AsyncClient() as browser:
        answer = await browser.post(url, data={"sub": sub})
    assert answer.status_code in {302, 303}, answer.text
    return urljoin(url, answer.headers["location"])
