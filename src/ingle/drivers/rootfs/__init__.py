"""Root file systems: made from Debian's packages or from container images, merged in memory and written as SquashFS.

Layers are never extracted onto the host's file system. `worker` does the parsing in a process of its own, with limits; `maker` starts it
and satisfies the images' port; `shelf` keeps what is finished.
"""
