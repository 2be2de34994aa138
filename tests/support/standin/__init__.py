"""A daemon for tests of the SDK and the command line: it speaks the wire, and its machines are folders whose commands run here.

Real processes, pipes and terminals stand behind exec, so that bytes, exit codes and signals are real; everything else is a dictionary.
"""

from support.standin.server import StandIn as StandIn
from support.standin.server import stand_in as stand_in
