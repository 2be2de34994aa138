"""The fast way in: connect, upgrade and speak WebSocket with nothing but small parts of the standard library.

`ingle exec` may take four starts of a bare interpreter. Importing websockets, httpx or even msgspec costs more than that (docs/decisions/cli-start.md), so
this folder imports none of them; a budget test holds it to that. Everything that is not so urgent uses the libraries.
"""
