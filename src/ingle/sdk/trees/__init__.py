"""Whole trees in and out of a machine: as one archive, or file by file, a few at once, where the machine's agent is too old to know archives."""

from ingle.sdk.trees.inward import copy_in as copy_in
from ingle.sdk.trees.outward import copy_out as copy_out
from ingle.sdk.trees.tally import Copied as Copied
from ingle.sdk.trees.tally import Progress as Progress
