"""The daemon itself on the wire."""

from typing import Literal

import msgspec


class System(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/system."""

    version: str
    engine: str
    accelerator: str  # "kvm", "tcg" or "" (fake)
    architecture: str
    kernels: list[str]
    data_directory: str
    extensions: list[str]  # that run, by name


class Check(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that doctor looked at."""

    name: str
    status: Literal["ok", "warning", "missing"]
    detail: str
    remedy: str = ""  # what to type


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """GET /healthz."""

    status: Literal["ok", "starting", "stopping", "degraded"]
    version: str
