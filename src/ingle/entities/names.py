"""The words of entities."""

ENTITY = "obj"  # how ids begin

OWN_FIELDS = frozenset({"id", "uid", "owner", "app_id", "app_uid", "created_at", "updated_at"})
"""What every entity has, so that no collection declares a field of that name: the contract of Puter shows both side by side."""
