"""OpenID Connect's code flow (openid.net/specs/openid-connect-core-1_0.html, 3.1) with PKCE (RFC 7636): discovery, the redirect, the exchange.

httpx fetches and joserfc verifies; the flow between is few lines, and every check of the standard can be seen here.
"""

import base64
import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from ingle.accounts.errors import ProviderFailedError
from ingle.accounts.ports import Claims
from ingle.accounts.settings import OidcSettings
from ingle.base.clock import Clock

_DISCOVERY_LIFE = timedelta(hours=1)
_LEEWAY = 60  # seconds that the provider's clock may be off
_TIMEOUT = 15.0  # seconds for each request
# Never `none`, and no shared secrets: whoever may verify could sign.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")


class OidcProvider:
    """Satisfies accounts.ports.LoginProvider."""

    def __init__(self, settings: OidcSettings, clock: Clock) -> None:
        self.title = settings.title
        self._settings = settings
        self._clock = clock
        self._discovered: tuple[Mapping[str, Any], float] | None = None

    async def begin(self, *, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        digest = hashlib.sha256(verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self._settings.client_id,
            "redirect_uri": redirect_uri,
            "scope": self._settings.scopes,
            "state": state,
            "nonce": nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        endpoint = str((await self._discover())["authorization_endpoint"])
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"

    async def finish(self, code: str, *, redirect_uri: str, nonce: str, verifier: str) -> Claims:
        discovered = await self._discover()
        answer = await self._exchange(discovered, code, redirect_uri, verifier)
        keys = KeySet.import_key_set(await self._fetch(discovered["jwks_uri"]))
        try:
            claims = self._verified(str(answer["id_token"]), keys, nonce)
        except (JoseError, KeyError, TypeError, ValueError) as error:
            raise ProviderFailedError("the provider's answer cannot be trusted") from error
        if "email" not in claims and "userinfo_endpoint" in discovered and "access_token" in answer:
            claims = await self._more(discovered["userinfo_endpoint"], str(answer["access_token"]), claims)
        return Claims(
            issuer=str(claims["iss"]),
            subject=str(claims["sub"]),
            email=str(claims.get("email") or ""),
            email_verified=claims.get("email_verified") is True,
            name=str(claims.get("preferred_username") or claims.get("email") or claims.get("name") or ""),
        )

    def _verified(self, id_token: str, keys: KeySet, nonce: str) -> Mapping[str, Any]:
        """Signed by the provider, for us, for this very login, and not long ago."""
        claims = jwt.decode(id_token, keys, algorithms=_ALGORITHMS).claims
        registry = jwt.JWTClaimsRegistry(
            now=int(self._clock.now().timestamp()),
            leeway=_LEEWAY,
            iss={"essential": True, "value": self._settings.issuer},
            aud={"essential": True, "value": self._settings.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        registry.validate(claims)
        return claims

    async def _more(self, endpoint: str, access_token: str, claims: Mapping[str, Any]) -> Mapping[str, Any]:
        """What some providers tell only when asked for it; of the same person, or it is not heard (5.3.2)."""
        told = await self._fetch(endpoint, {"Authorization": f"Bearer {access_token}"})
        return {**told, **claims} if told.get("sub") == claims["sub"] else claims

    async def _exchange(
        self, discovered: Mapping[str, Any], code: str, redirect_uri: str, verifier: str
    ) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        us = (self._settings.client_id, self._settings.client_secret)
        methods = discovered.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        basic = "client_secret_basic" in methods
        if not basic:
            form |= {"client_id": us[0], "client_secret": us[1]}
        answer: Mapping[str, Any] = await self._ask(
            "POST", discovered["token_endpoint"], data=form, auth=us if basic else None
        )
        return answer

    async def _discover(self) -> Mapping[str, Any]:
        now = self._clock.monotonic()
        if self._discovered is None or now - self._discovered[1] > _DISCOVERY_LIFE.total_seconds():
            found = await self._fetch(f"{self._settings.issuer.rstrip('/')}/.well-known/openid-configuration")
            if found.get("issuer") != self._settings.issuer:
                raise ProviderFailedError("the provider is not who the settings say it is")
            self._discovered = found, now
        return self._discovered[0]

    async def _fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        return await self._ask("GET", url, headers=headers)

    async def _ask(self, method: str, url: str, **options: Any) -> Any:
        """Raises ProviderFailedError."""
        try:
            async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
                answer = await client.request(method, url, **options)
            answer.raise_for_status()
            told = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderFailedError("the provider of this login does not answer as it should") from error
        if not isinstance(told, dict):
            raise ProviderFailedError("the provider of this login does not answer as it should")
        return told
