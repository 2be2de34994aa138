"""Rows as a table for people or as JSON lines for programs."""

import json
import os
import platform
from collections.abc import Iterable

from bench.measure import Row, Sample


def machine_line() -> str:
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, {platform.machine()}, Linux {platform.release()}, load {load:.1f}"


def _side(sample: Sample) -> str:
    return (
        f"{sample.name}: n={len(sample.values)} median {sample.median:.1f} p95 {sample.percentile(95):.1f} "
        f"p99 {sample.percentile(99):.1f} {sample.unit}"
    )


def as_text(rows: Iterable[Row]) -> Iterable[str]:
    for row in rows:
        ratio = f"  ratio {row.ratio:.2f}" if row.ratio is not None else ""
        target = f"  (target {row.target})" if row.target else ""
        yield f"{row.name}{ratio}{target}"
        yield f"    {_side(row.ours)}"
        if row.reference:
            yield f"    {_side(row.reference)}"


def as_json(rows: Iterable[Row]) -> Iterable[str]:
    for row in rows:
        sides = [side for side in (row.ours, row.reference) if side]
        yield json.dumps(
            {
                "row": row.name,
                "ratio": row.ratio,
                "target": row.target,
                "sides": [
                    {
                        "name": side.name,
                        "unit": side.unit,
                        "n": len(side.values),
                        "median": side.median,
                        "p95": side.percentile(95),
                        "p99": side.percentile(99),
                    }
                    for side in sides
                ],
            }
        )
