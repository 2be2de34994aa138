"""An import-linter contract: a capability is entered by its front door.

Other capabilities may import only `ingle.X` itself. Drivers and the daemon, who implement and build it, may also import its `ports`, `errors`,
`model`, `settings` and `capability` rooms; the daemon (the place that knows everyone) may import anything.
"""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

OPEN_TO_DRIVERS = {"ports", "errors", "model", "names", "settings"}


class FrontDoorContract(Contract):
    """Fields: `capabilities`, the packages that have a front door."""

    capabilities = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        breaches = []
        for capability in self.capabilities:
            for room in sorted(graph.find_descendants(capability)):
                breaches += [
                    f"{importer} -> {room}"
                    for importer in sorted(graph.find_modules_that_directly_import(room))
                    if not self._may_enter(importer, capability, room)
                ]
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for breach in check.metadata["breaches"]:
            output.print_error(f"{breach}: go through the front door")

    @staticmethod
    def _may_enter(importer: str, capability: str, room: str) -> bool:
        if importer == capability or importer.startswith((f"{capability}.", "ingle.daemon")):
            return True
        return importer.startswith("ingle.drivers") and room.split(".")[2] in OPEN_TO_DRIVERS
