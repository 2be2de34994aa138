"""The command line against a stand-in for the daemon."""

from support.standin.fixtures import daemon as daemon
from support.standin.program import run as run
