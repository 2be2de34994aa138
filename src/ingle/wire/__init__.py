"""The public contract: what goes over HTTP and WebSocket, one file per capability.

The daemon encodes these, the SDK decodes them, OpenAPI and TypeScript are generated from them. Names are snake_case on the wire, times are
RFC 3339 in UTC, sizes are in the unit of the name. Only msgspec Structs here, and nothing that knows how they are made.
"""
