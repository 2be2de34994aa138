"""Fixtures of the guest and the engine contract, so that all their files share one machine."""

from contracts.engine_rig import awake as awake
from contracts.engine_rig import host as host
from contracts.engine_rig import image as image
from contracts.engine_rig import origin as origin
from contracts.engine_rig import origins as origins
from contracts.engine_rig import rig as rig
from contracts.guest_rig import guest as guest
from contracts.guest_rig import life as life
from contracts.guest_rig import machine as machine
from contracts.guest_rig import new_guest as new_guest
