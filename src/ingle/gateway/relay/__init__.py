"""What passes between a browser and a server in a machine, once it may: a request and its answer, or the messages of a WebSocket.

Each has a connection into the machine of its own, which ends with it, so nothing keeps a machine awake that nobody uses.
Neither side is read faster than the other takes it.
"""
