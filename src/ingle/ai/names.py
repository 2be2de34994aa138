"""The words of AI."""

SCOPE_USE = "ai:use"

FAKE = "fake"  # the model that is always there: it answers at once, without any server
