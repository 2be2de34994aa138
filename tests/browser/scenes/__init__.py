"""What there is to see of the desktop, as data: each scene leads a page to one state. Photographed by `browser.gallery`."""

from browser.scenes import appcentre, doors, files, machines, openers, questions, settings, shell, terminals
from browser.scenes.catalogue import SCENES, Scene

__all__ = [
    "SCENES",
    "Scene",
    "appcentre",
    "doors",
    "files",
    "machines",
    "openers",
    "questions",
    "settings",
    "shell",
    "terminals",
]
