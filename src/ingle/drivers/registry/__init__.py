"""Registries of container images; skopeo does transport and authentication."""
