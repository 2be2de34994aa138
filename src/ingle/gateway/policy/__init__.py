"""Pure decisions of the gateway: hosts, passes, whose page asks, and what is said on of a request and an answer."""
