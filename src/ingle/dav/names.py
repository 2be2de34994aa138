"""The words of WebDAV."""

PREFIX = "/dav"
NAMESPACE = "DAV:"
TOKEN = "urn:uuid:"  # noqa: S105 - what locks' tokens begin with
