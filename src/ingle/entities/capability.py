"""What entities add to the house: a door. The scopes and events are those of the extensions whose collections they are."""

from ingle.edge.capability import Capability
from ingle.entities.http import routes

ENTITIES = Capability(name="entities", scopes=(), routes=routes)
"""Declares no scope, so that nobody gets at a collection by one that its extension has not declared."""
