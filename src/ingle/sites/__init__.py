"""Sites: directories of people's files, shown as pages on hosts of their own or below `/sites/`.

The front door. `Sites` is for those who publish, `SitePages` for those who visit.
"""

from ingle.sites.errors import SiteNotFoundError
from ingle.sites.estate import SiteEstate
from ingle.sites.model import Site
from ingle.sites.names import PREFIX, SCOPE_READ, SCOPE_WRITE
from ingle.sites.pages import SitePages
from ingle.sites.service import Fields, Sites
from ingle.sites.settings import SiteSettings
from ingle.sites.showing import Showing

__all__ = [
    "PREFIX",
    "SCOPE_READ",
    "SCOPE_WRITE",
    "Fields",
    "Showing",
    "Site",
    "SiteEstate",
    "SiteNotFoundError",
    "SitePages",
    "SiteSettings",
    "Sites",
]
