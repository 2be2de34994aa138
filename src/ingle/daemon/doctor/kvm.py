"""KVM makes machines fast. That /dev/kvm opens proves nothing; what the engine chose after its probe boot does."""

import os

from ingle.daemon.doctor.host import Host
from ingle.wire.system import Check


def look(host: Host) -> Check:
    if host.engine.endswith("/kvm"):
        return Check(name="kvm", status="ok", detail="a probe boot under KVM works")
    slow = "machines run in software emulation, several times slower"
    if not host.kvm_device.exists():
        return Check(
            name="kvm",
            status="warning",
            detail=f"{host.kvm_device} does not exist; {slow}",
            remedy="switch virtualisation on in the firmware, or nested virtualisation on in the host of this virtual machine",
        )
    if not os.access(host.kvm_device, os.R_OK | os.W_OK):
        return Check(
            name="kvm",
            status="warning",
            detail=f"{host.user} may not use {host.kvm_device}; {slow}",
            remedy=f"sudo usermod -aG kvm {host.user}, then log in again",
        )
    return Check(name="kvm", status="warning", detail=f"{host.kvm_device} opens, but is not used; {slow}")
