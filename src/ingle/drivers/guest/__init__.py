"""The host's side of schema/guest/protocol.md: links to the agents in machines. `fake` holds an agent for tests."""

from ingle.drivers.guest.connector import AgentConnector

__all__ = ["AgentConnector"]
