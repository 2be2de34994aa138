"""Fixtures of the guest contract, so that all its files share one machine."""

from contracts.guest_rig import guest as guest
from contracts.guest_rig import life as life
from contracts.guest_rig import machine as machine
from contracts.guest_rig import new_guest as new_guest
