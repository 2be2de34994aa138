"""What a worker is told at its start."""

from pathlib import Path

from ingle.daemon.settings import Settings
from ingle.daemon.workers.orders import Orders


def test_all_settings_arrive_secrets_too(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path,
        workers=2,
        ai={"base_url": "http://models", "key": "very-secret"},  # type: ignore[arg-type] # as a file says it
    )
    orders = Orders(1, 2, settings, 3, 4, (5, 6))
    arrived = Orders.decode(orders.encode())
    assert arrived == orders
    assert arrived.settings.ai.key.get_secret_value() == "very-secret"
    assert arrived.settings.model_fields_set == settings.model_fields_set
