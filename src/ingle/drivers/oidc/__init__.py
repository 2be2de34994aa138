"""Providers of logins: OpenID Connect."""

from ingle.drivers.oidc.provider import OidcProvider

__all__ = ["OidcProvider"]
