"""The only place that knows everyone: settings, wiring, the server, and the endpoints about the daemon itself."""
