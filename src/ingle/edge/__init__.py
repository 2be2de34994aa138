"""Machinery of the doors: who is asking, may they, how errors are told, sockets, static files. No capability's words."""
