"""Whole trees in and out of a machine, file by file over its files API; a few at once, so that many small files do not wait for each other."""

from ingle.sdk.trees.inward import copy_in as copy_in
from ingle.sdk.trees.outward import copy_out as copy_out
from ingle.sdk.trees.tally import Copied as Copied
from ingle.sdk.trees.tally import Progress as Progress
