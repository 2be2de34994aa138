"""More processes that serve one installation.

The first process is the house, whole. A worker answers what is asked thousands of times a second and needs nobody's memory (the endpoints that are
declared `short`), and hands every other connection to the house, socket and all, before anything of it was answered. Read in this order: `ends` (what a
worker answers), `protocol` and `handing` (how the rest goes to the house), `wiring`, `orders` and `serving` (a worker), `doors`, `crew` and `keeper` (what
the house has of its workers).
"""

from ingle.daemon.workers.crew import Crew

__all__ = ["Crew"]
