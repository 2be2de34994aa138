"""`doctor`: what is missing, and what to type. Works without a daemon too."""

import os
import shutil
from typing import TYPE_CHECKING

import click

from ingle.cli.connect import connected, find
from ingle.cli.output import json_option, print_json, print_table
from ingle.sdk.errors import IngleError, UnreachableError

if TYPE_CHECKING:
    from ingle.wire.system import Check


@click.command()
@json_option
def doctor(as_json: bool) -> int:
    """Look at what Ingle needs, and say what is missing and what to type. Exits 1 when something is."""
    checks = [*_daemon_checks()]
    if as_json:
        print_json(checks)
    else:
        rows = [(one.name, one.status, one.detail, one.remedy) for one in checks]
        print_table(("check", "status", "detail", "remedy"), rows)
    return 1 if any(one.status == "missing" for one in checks) else 0


def _daemon_checks() -> "list[Check]":
    from ingle.wire.system import Check

    place = find()
    try:
        with connected() as ingle:
            me = ingle.me()
            theirs = ingle.doctor()
    except UnreachableError as error:
        down = Check(
            name="daemon",
            status="missing",
            detail=str(error),
            remedy="scripts/up" if place.socket else "ingle login",
        )
        return [down, *_local_checks()]
    except IngleError as error:
        return [
            Check(
                name="daemon",
                status="missing",
                detail=f"{place.shown} answers: {error}",
                remedy="ingle login",
            )
        ]
    return [Check(name="daemon", status="ok", detail=f"{place.shown}, as {me.user.name}"), *theirs]


def _local_checks() -> "list[Check]":
    """What a daemon on this computer would need; itself looks closer once it runs."""
    from ingle.sdk.lean.place import data_directory
    from ingle.wire.system import Check

    checks = []
    for tool, why in (
        ("qemu-system-x86_64", "runs machines"),
        ("mmdebstrap", "makes images"),
        ("tar2sqfs", "packs images"),
    ):
        found = shutil.which(tool)
        checks.append(
            Check(
                name=tool,
                status="ok" if found else "missing",
                detail=found or f"not installed; it {why}",
                remedy="" if found else "scripts/up",
            )
        )
    directory = data_directory()
    there = os.access(directory, os.W_OK)
    detail = directory if there else f"{directory} is not there yet, or not yours"
    checks.append(
        Check(
            name="data",
            status="ok" if there else "warning",
            detail=detail,
            remedy="" if there else "ingle serve",
        )
    )
    return checks
