"""What can be set, typed, in one place. A flag of `ingle serve` wins over the environment, that over the configuration file, that over the default.

docs/reference/settings.md is made from this file (scripts/generate).
"""

import json
import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, IPvAnyNetwork, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    CliSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from ingle.accounts.settings import AccountSettings, MailSettings, OidcSettings
from ingle.ai.settings import AiSettings
from ingle.apps.settings import AppSettings
from ingle.base.errors import InvalidError
from ingle.entities.settings import EntitySettings
from ingle.files import FileSettings
from ingle.gateway import GatewaySettings
from ingle.kv.settings import KvSettings
from ingle.machines.settings import MachineSettings
from ingle.notifications.settings import NotificationSettings
from ingle.runtime.log import Format, Level
from ingle.sites.settings import SiteSettings

_SOURCE_TREE = Path(__file__).parents[3]


def config_file() -> Path:
    """Where the configuration is read from; it need not exist."""
    if named := os.environ.get("INGLE_CONFIG"):
        return Path(named)
    if os.geteuid() == 0:
        return Path("/etc/ingle/ingle.toml")
    return _xdg("XDG_CONFIG_HOME", ".config") / "ingle" / "ingle.toml"


def default_data_dir() -> Path:
    return Path("/var/lib/ingle") if os.geteuid() == 0 else _xdg("XDG_DATA_HOME", ".local/share") / "ingle"


def _xdg(variable: str, otherwise: str) -> Path:
    named = os.environ.get(variable, "")
    return Path(named) if named.startswith("/") else Path.home() / otherwise


def _in_tree(inside: str, installed: str) -> Path:
    """A folder of the source tree when running from a clone, else where a package would put it."""
    tree = _SOURCE_TREE / inside
    return tree if (_SOURCE_TREE / "pyproject.toml").exists() else Path(installed)


def _as_number(value: Any) -> Any:
    """Text that is a number, at any depth of a section; not in `stores`, whose keys and buckets may look like numbers."""
    if isinstance(value, dict):
        return {name: each if name == "stores" else _as_number(each) for name, each in value.items()}
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


class LogSettings(BaseModel):
    model_config = ConfigDict(extra="forbid")

    level: Level = Field(default="info", description="The least important events that are logged.")
    format: Format = Field(default="auto", description="`json`, `console`, or `auto`: console on a terminal.")


class CgroupSettings(BaseModel):
    model_config = ConfigDict(extra="forbid")

    use: Literal["auto", "on", "off"] = Field(
        default="auto",
        description="Whether a control group (cgroup v2) holds each machine's processes within its size. `auto`: where the daemon has been given a "
        "group to divide, and `ingle doctor` says why not; `on`: no machine starts without; `off`: not at all.",
    )
    memory_margin_mib: int = Field(
        default=64,
        ge=0,
        description="What a machine's processes may take beyond its memory and what its emulator is known to need.",
    )
    cpu_margin: float = Field(
        default=1.0, ge=0, description="How many of the host's cores they may take beyond its vCPUs."
    )
    io_weight: int | None = Field(
        default=None,
        ge=1,
        le=10000,
        description="A machine's share of a busy disk; 100 is what other programs have. Default: the kernel's.",
    )
    read_bytes_per_second: int | None = Field(
        default=None,
        ge=4096,
        description="The most that a machine may read from the disk of the data directory. Default: no limit.",
    )
    write_bytes_per_second: int | None = Field(
        default=None,
        ge=4096,
        description="The most that it may write to it. Default: no limit.",
    )


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="INGLE_",
        env_nested_delimiter="__",
        extra="forbid",
        cli_kebab_case=True,
        cli_prog_name="ingle serve",
        cli_hide_none_type=True,
        nested_model_default_partial_update=True,
    )

    data_dir: Path = Field(
        default_factory=default_data_dir,
        description="Where everything is kept: database, images, machines. "
        "Default: `/var/lib/ingle` for root, else `$XDG_DATA_HOME/ingle` (`~/.local/share/ingle`).",
    )
    listen: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("127.0.0.1:4747", "[::1]:4747"),
        description="Addresses (`IP:PORT`, `[IPv6]:PORT`) for HTTP. An address of the default that the host lacks is left out; "
        "port 0 takes a free one. Others than loopback make the daemon reachable from outside.",
    )
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode] = Field(
        default=(),
        description="Addresses and networks (`127.0.0.1`, `10.0.0.0/24`) of proxies in front of the daemon that say in `X-Forwarded-For` and "
        "`X-Forwarded-Proto` who asks, and how. Whoever can send from there can claim to be anybody. Default: nobody is believed.",
    )
    socket: Path | None = Field(
        None,
        description="The Unix socket, for this host's operator. Default: `ingle.sock` in the data directory.",
    )
    database_url: str = Field(
        default="",
        description="SQLAlchemy's URL of the database, such as `postgresql+psycopg://ingle@/ingle`. Default: SQLite in the data directory.",
    )
    boot_dir: Path = Field(
        default_factory=lambda: _in_tree("build/boot", "/usr/share/ingle/boot"),
        description="Kernels and initramfs for machines. Default: `build/boot` of the source tree, else `/usr/share/ingle/boot`.",
    )
    desktop_dir: Path = Field(
        default_factory=lambda: _in_tree("desktop/dist", "/usr/share/ingle/desktop"),
        description="The built desktop. Default: `desktop/dist` of the source tree, else `/usr/share/ingle/desktop`.",
    )
    engine: Literal["auto", "qemu", "fake"] = Field(
        default="auto",
        description="What runs machines. `fake` runs none; it is for trying the daemon without QEMU.",
    )
    accelerator: Literal["auto", "kvm", "tcg"] = Field(
        "auto",
        description="`kvm`, `tcg` (software emulation), or `auto`: KVM when a probe boot proves that it works.",
    )
    jail: Literal["auto", "on", "off"] = Field(
        "auto",
        description="Whether each machine's QEMU is confined. `auto`: as well as this host can, and `ingle doctor` says what lacks; "
        "`on`: no machine starts unless it can be done completely; `off`: not at all.",
    )
    cgroups: CgroupSettings = Field(default_factory=CgroupSettings)
    workers: int = Field(
        default=1,
        ge=1,
        le=64,
        description="How many processes serve. The first does all there is to do; each further one takes its share of what is asked most, of files, keys and "
        "who one is.",
    )
    stop_seconds: float = Field(
        5.0, ge=0, description="How long open requests may take to end when the daemon stops."
    )
    sleep_on_stop: bool = Field(
        default=False,
        description="Put every machine to sleep when the daemon is told to stop, as before the host shuts down. Without it they run on.",
    )
    sleep_seconds: float = Field(
        60.0, gt=0, description="How long that may take; a machine that is not asleep by then runs on."
    )
    log: LogSettings = Field(default=LogSettings(), description="The log, on stderr.")
    accounts: AccountSettings = Field(default_factory=AccountSettings, description="People and logins.")
    mail: MailSettings = Field(default_factory=MailSettings, description="Letters to people.")
    login_providers: dict[str, OidcSettings] = Field(
        default_factory=dict,
        description="Who else knows people (OpenID Connect): for each, by a short name, its `issuer`, the `client_id` and `client_secret` "
        "that it gave, and a `title`. It sends browsers back to `PUBLIC_URL/api/v1/oidc/NAME/callback`.",
    )
    files: FileSettings = Field(default_factory=FileSettings, description="Files.")
    kv: KvSettings = Field(default_factory=KvSettings, description="The key-value store.")
    ai: AiSettings = Field(default_factory=AiSettings, description="Models.")
    apps: AppSettings = Field(default_factory=AppSettings, description="Apps.")
    entities: EntitySettings = Field(
        default_factory=EntitySettings, description="What extensions keep for people."
    )
    sites: SiteSettings = Field(default_factory=SiteSettings, description="Sites.")
    notifications: NotificationSettings = Field(
        default_factory=NotificationSettings, description="Notifications."
    )
    machines: MachineSettings = Field(default_factory=MachineSettings, description="Machines.")
    gateway: GatewaySettings = Field(
        default_factory=GatewaySettings, description="Ports of machines as pages."
    )
    extensions: dict[str, dict[str, Any]] = Field(
        default_factory=dict, description="What is set for extensions: a section for each, by its name."
    )
    extensions_off: tuple[str, ...] = Field(
        default=(), description="Names of installed extensions that are not to be started."
    )

    @field_validator("data_dir", "socket", "boot_dir", "desktop_dir")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return None if path is None else path.expanduser().absolute()

    @field_validator("listen", "trusted_proxies", mode="before")
    @classmethod
    def _addresses(cls, value: Any) -> Any:
        """As text: one or several with commas, or a JSON list; an IPv6 address begins like one and is none."""
        if not isinstance(value, str):
            return value
        try:
            listed = json.loads(value)
        except ValueError:
            return [part.strip() for part in value.split(",") if part.strip()]
        return listed

    @field_validator("accounts", "files", "kv", "apps", "notifications", "machines", mode="before")
    @classmethod
    def _numbers(cls, value: Any) -> Any:
        """The environment has only text, and pydantic takes a number of seconds only as a number."""
        return _as_number(value)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if shared := {*self.sites.domains} & {*self.gateway.domains}:
            raise ValueError(
                f"sites.domains and gateway.domains both have {', '.join(sorted(shared))}: no site would be seen there"
            )
        return self

    @property
    def socket_path(self) -> Path:
        return self.socket or self.data_dir / "ingle.sock"

    @property
    def sqlalchemy_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'ingle.db'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_file())


def load_settings(argv: list[str]) -> Settings:
    """The settings for these flags. `--help` and wrong flags end the program; wrong values raise InvalidError."""
    try:
        flags: Any = CliSettingsSource(Settings, cli_parse_args=argv)
        return Settings(_cli_settings_source=flags)  # type: ignore[call-arg] # made by pydantic-settings' metaclass
    except ValueError as error:
        raise InvalidError(
            f"the configuration ({config_file()}, INGLE_… or a flag) is wrong: {error}"
        ) from error
