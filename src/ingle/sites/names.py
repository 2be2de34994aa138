"""The words of sites: ids, scopes, and names that no site has."""

SITE = "site"

SCOPE_READ = "sites:read"
SCOPE_WRITE = "sites:write"

PREFIX = "/sites/"  # where sites lie on the house's own host
LABEL = "sites"  # what stands between a site's name and the house's, where no domains are named

# Names of hosts that a domain has for something else, or that people would take for the operator's.
RESERVED = frozenset(
    {
        "admin", "api", "app", "apps", "auth", "autoconfig", "autodiscover", "blog-admin", "cdn", "dav", "desktop", "dev", "dns", "ftp", "gui",
        "help", "imap", "ingle", "js", "localhost", "login", "mail", "mx", "ns", "ns1", "ns2", "pop", "root", "security", "site", "sites", "smtp", "ssh",
        "static", "status", "support", "system", "webmail", "wpad", "www",
    }
)  # fmt: skip
