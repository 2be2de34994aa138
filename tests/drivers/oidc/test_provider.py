"""What a provider says is heard only when it was said to us, for this login."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from ingle.accounts.errors import ProviderFailedError
from ingle.accounts.ports import Claims
from ingle.accounts.settings import OidcSettings
from ingle.base.clock import SystemClock
from ingle.drivers.oidc import OidcProvider
from support.oidc import agree, provider

BACK = "http://localhost/back"


@pytest.fixture(scope="module")
def settings() -> Iterator[OidcSettings]:
    with provider(ann={"email": "ann@example.org", "email_verified": True}) as issuer:
        yield OidcSettings(issuer, "ingle", "secret")


async def walk(settings: OidcSettings, *, nonce: str = "n", says: str = "n") -> Claims:
    us = OidcProvider(settings, SystemClock())
    url = await us.begin(redirect_uri=BACK, state="s", nonce=says, verifier="v" * 43)
    query = parse_qs(urlsplit(await agree(url, "ann")).query)
    assert query["state"] == ["s"]
    return await us.finish(query["code"][0], redirect_uri=BACK, nonce=nonce, verifier="v" * 43)


async def test_who_agreed_is_known(settings: OidcSettings) -> None:
    claims = await walk(settings)
    assert (claims.issuer, claims.subject) == (settings.issuer, "ann")
    assert (claims.email, claims.email_verified) == ("ann@example.org", True)


async def test_an_answer_to_another_login_is_refused(settings: OidcSettings) -> None:
    with pytest.raises(ProviderFailedError):
        await walk(settings, nonce="another")


async def test_a_code_is_bound_to_who_began(settings: OidcSettings) -> None:
    """PKCE, with RFC 7636's own example (appendix B); the provider here does not insist on it."""
    url = await OidcProvider(settings, SystemClock()).begin(
        redirect_uri=BACK, state="s", nonce="n", verifier="dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    )
    query = parse_qs(urlsplit(url).query)
    assert query["code_challenge"] == ["E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"]
    assert query["code_challenge_method"] == ["S256"]


async def test_a_code_that_nobody_was_given_is_refused(settings: OidcSettings) -> None:
    with pytest.raises(ProviderFailedError):
        await OidcProvider(settings, SystemClock()).finish(
            "made up", redirect_uri=BACK, nonce="n", verifier="v" * 43
        )


async def test_a_provider_that_is_somebody_else_or_nobody(settings: OidcSettings) -> None:
    for issuer in (settings.issuer + "/", "http://127.0.0.1:1"):
        with pytest.raises(ProviderFailedError):
            await walk(replace(settings, issuer=issuer))
