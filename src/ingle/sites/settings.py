"""What can be set about sites."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SiteSettings:
    per_person: int = 100  # sites that one person may have; 0: any number
    domains: tuple[
        str, ...
    ] = ()  # below which sites lie: NAME.DOMAIN; none: NAME.sites.HOST, whatever the host is called
