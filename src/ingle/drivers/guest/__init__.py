"""The host's side of schema/guest/protocol.md: links to the agents in machines. `fake` holds an agent for tests."""
