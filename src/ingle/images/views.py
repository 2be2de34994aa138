"""Images as the wire shows them."""

from ingle.images.model import Image, ImageConfig, Progress
from ingle.wire import images as wire


def image(image: Image, progress: Progress | None = None) -> wire.Image:
    root = image.root
    return wire.Image(
        id=image.id,
        name=image.name,
        state=image.state.value,
        source=image.source.value,
        created_at=image.created_at,
        architecture=root.architecture if root else "",
        digest=root.digest if root else "",
        size_bytes=root.size_bytes if root else 0,
        config=_config(root.config) if root else wire.ImageConfig(),
        progress=_progress(progress) if progress else None,
        error=image.error,
    )


def _config(config: ImageConfig) -> wire.ImageConfig:
    return wire.ImageConfig(
        entrypoint=list(config.entrypoint),
        cmd=list(config.cmd),
        env=dict(config.env),
        user=config.user,
        working_dir=config.working_dir,
        exposed_ports=list(config.exposed_ports),
        volumes=list(config.volumes),
        labels=dict(config.labels),
        stop_signal=config.stop_signal,
    )


def _progress(progress: Progress) -> wire.ImageProgress:
    return wire.ImageProgress(
        step=progress.step, done=progress.done, total=progress.total, unit=progress.unit
    )
