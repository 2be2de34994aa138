"""Who may see a port of a machine as a page, and the way to it.

Passes are kept nowhere: each names the credential by which it was asked for, and whether that still lasts is looked up at every request. What is remembered
is which tickets were used, for as long as they would be good; one process does all this (decision 0044).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from anyio.abc import ByteStream

from ingle.base.clock import Clock
from ingle.base.errors import IngleError, InvalidError, Kind
from ingle.base.ids import RandomBytes
from ingle.edge.identity import Caller
from ingle.edge.limits import RequestPace
from ingle.gateway.errors import AddressRefusedError
from ingle.gateway.model import Address, Pass, Place
from ingle.gateway.policy import hosts, passes
from ingle.gateway.ports import Recognise
from ingle.gateway.settings import GatewaySettings
from ingle.machines import EXEC, MachineService

TICKET_LIFE = timedelta(minutes=1)
COOKIE_LIFE = timedelta(days=7)
_WAYS = frozenset({"session", "token", "local"})


class Gateway:
    def __init__(
        self,
        *,
        machines: MachineService,
        recognise: Recognise,
        pace: RequestPace,
        clock: Clock,
        random: RandomBytes,
        settings: GatewaySettings,
        key: bytes,
    ) -> None:
        """`key`: what passes are signed with; secret."""
        self._machines = machines
        self._recognise = recognise
        self._pace = pace
        self._clock = clock
        self._random = random
        self._key = key
        self._used: dict[str, int] = {}  # numbers of tickets, and when they would end
        self.settings = settings

    async def address(self, caller: Caller, machine: str, port: int) -> Address:
        """Wakes nothing. Raises InvalidError, AddressRefusedError, MachineNotFoundError."""
        if not 1 <= port <= hosts.HIGHEST:
            raise InvalidError("a TCP port is a number between 1 and 65535", field="port")
        if not _is_trusted(caller):
            raise AddressRefusedError(
                "an app or a token that may only use what was granted to it gets no address"
            )
        found = await self._machines.get(caller.user_id, machine)
        expires_at = self._clock.now() + TICKET_LIFE
        ticket = self._pass(
            Place(found.id, port), caller.user_id, caller.via, caller.credential_id, expires_at
        )
        return Address(ticket.place, passes.write(ticket, self._key), expires_at)

    def is_of_ports(self, host: str) -> bool:
        return hosts.is_of_ports(host, self.settings.domains)

    def place_of(self, host: str) -> Place | None:
        return hosts.place_of(host, self.settings.domains)

    async def redeem(self, text: str, place: Place) -> str | None:
        """The cookie for a ticket, which is used up by this; None: it is none, or not for this, or was used."""
        now = self._clock.now()
        ticket = passes.read(text, self._key, kind="ticket", place=place, now=now.timestamp())
        if ticket is None or not self._use(ticket, now) or await self._whose(ticket) is None:
            return None
        until = int((now + COOKIE_LIFE).timestamp())
        cookie = Pass(
            "cookie", place, ticket.user_id, ticket.via, ticket.credential_id, until, self._number()
        )
        return passes.write(cookie, self._key)

    async def visitor(self, cookies: Iterable[str], place: Place) -> Caller | None:
        """Whoever has one of these cookies, if they may still come; their request counts as any other of theirs. Raises TooManyRequestsError."""
        now = self._clock.now().timestamp()
        for text in cookies:
            one = passes.read(text, self._key, kind="cookie", place=place, now=now)
            caller = None if one is None else await self._whose(one)
            if caller is not None:
                self._pace.spend(caller)
                return caller
        return None

    async def connect(self, caller: Caller, place: Place) -> ByteStream:
        """A connection into the machine, which is woken for it and stays awake while it is open. Raises as machines do."""
        return await self._machines.guests.connect(caller.user_id, place.machine, place.port)

    async def _whose(self, one: Pass) -> Caller | None:
        try:
            caller = await self._recognise(one.via, one.credential_id)
        except IngleError as error:
            if error.kind in {Kind.UNAUTHENTICATED, Kind.FORBIDDEN}:
                return None
            raise
        return caller if caller.user_id == one.user_id and _is_trusted(caller) else None

    def _use(self, ticket: Pass, now: datetime) -> bool:
        """Whether it was not used before."""
        self._used = {number: until for number, until in self._used.items() if until > now.timestamp()}
        if ticket.number in self._used:
            return False
        self._used[ticket.number] = ticket.expires
        return True

    def _pass(self, place: Place, user_id: str, via: str, credential_id: str, until: datetime) -> Pass:
        return Pass("ticket", place, user_id, via, credential_id, int(until.timestamp()), self._number())

    def _number(self) -> str:
        return self._random(12).hex()


def _is_trusted(caller: Caller) -> bool:
    """With the machine's programs a page can do what they can; so who may not connect to ports themselves gets none."""
    return caller.via in _WAYS and not caller.app_id and not caller.restricted and caller.may(EXEC)
