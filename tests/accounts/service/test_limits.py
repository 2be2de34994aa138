"""Limits hold exactly, on SQLite and on PostgreSQL: what is set, what is counted, and many who ask at once."""

import itertools
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ingle.accounts import PersonalLimits, Usage, store
from ingle.accounts.errors import UserNotFoundError
from ingle.accounts.model import Overrides, User
from ingle.accounts.policy import NO_LIMITS
from ingle.accounts.recent import RecentCallers
from ingle.base.errors import InvalidError
from ingle.drivers.host import FakeComputer
from ingle.machines.errors import HostFullError, LimitReachedError
from ingle.machines.keeper.admission import Admission
from ingle.machines.model import Intent, Launch, Machine, MachineRequest, State, Status, VmmRecord
from ingle.machines.names import MachineId
from ingle.machines.policy.quota import is_awake, to_run
from ingle.machines.ports import HostFacts
from ingle.machines.settings import HostShare
from ingle.machines.store import machines as rows
from ingle.machines.store import usage
from ingle.runtime.db import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANN = User(f"usr_{1:026}", "ann", False, NOW, "argon2…")
BOB = User(f"usr_{2:026}", "bob", False, NOW, "argon2…")
STARTING = Status(intent=Intent.RUNNING, state=State.STARTING)
DEFAULTS = replace(NO_LIMITS, machines=50)
MANY = 20


async def nothing(user_id: str) -> Usage:
    return Usage()


@pytest.fixture
def limits(db: Database) -> PersonalLimits:
    for person in (ANN, BOB):
        db.write_now(lambda c, person=person: store.add_user(c, person))
    return PersonalLimits(db=db, defaults=DEFAULTS, recent=RecentCallers(), usage=nothing)


def set_limits(db: Database, user: User, **limits: int) -> None:
    db.write_now(lambda c: store.set_overrides(c, user.id, Overrides(**limits)))


def machine(number: int, owner: User = ANN, status: Status | None = None) -> Machine:
    request = MachineRequest("debian", vcpus=2, memory_mib=1024, disk_mib=100)
    identity = MachineId(f"mch_{number:026d}")
    return Machine(
        identity, owner.id, f"m{number}", NOW, "img_1", request, Launch(), status=status or Status()
    )


def admission(limits: PersonalLimits, **host: int) -> Admission:
    facts = replace(HostFacts(memory_mib=1 << 30, cores=1 << 20, free_disk_mib=1 << 30), **host)
    share = HostShare(memory_ratio=1.0, reserved_memory_mib=0, vcpu_ratio=1.0, free_disk_mib=1)
    return Admission(limits, FakeComputer(facts), share)


def at_once(db: Database, *transactions: Callable[[sa.Connection], object]) -> list[Exception]:
    """Run them all side by side, each on a thread of its own as far as the database lets it; what those that failed raised."""
    refusals: list[Exception] = []
    begin = threading.Barrier(len(transactions))

    def run(transaction: Callable[[sa.Connection], object]) -> None:
        begin.wait(60)
        try:
            db.write_now(transaction)
        except (LimitReachedError, HostFullError) as refusal:
            refusals.append(refusal)

    threads = [threading.Thread(target=run, args=(transaction,)) for transaction in transactions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


def make(admission: Admission, one: Machine) -> Callable[[sa.Connection], None]:
    def transaction(connection: sa.Connection) -> None:
        rows.insert(connection, one)
        admission.check_new(connection, one, starts=False)

    return transaction


def start(admission: Admission, one: Machine) -> Callable[[sa.Connection], None]:
    def transaction(connection: sa.Connection) -> None:
        admission.check_start(connection, one)
        rows.save_status(connection, one.id, STARTING)

    return transaction


# --- what is set ------------------------------------------------------------------------------------------------------


async def test_what_was_set_wins_over_the_default_and_is_replaced_whole(
    db: Database, limits: PersonalLimits
) -> None:
    assert await limits.get("ann") == (Overrides(), DEFAULTS)
    first = Overrides(machines=3, memory_mib=0, requests_per_minute=10**9)
    in_force = await limits.set("ANN", first)
    assert in_force == replace(DEFAULTS, machines=3, requests_per_minute=10**9)
    assert await limits.get(ANN.id) == (first, in_force)
    await limits.set("ann", Overrides(vcpus=4))
    assert await limits.get("ann") == (Overrides(vcpus=4), replace(DEFAULTS, vcpus=4))
    assert await limits.get("bob") == (Overrides(), DEFAULTS)


async def test_the_defaults_are_not_for_admins(db: Database, limits: PersonalLimits) -> None:
    admin = replace(ANN, id=f"usr_{9:026}", name="root", admin=True)
    db.write_now(lambda c: store.add_user(c, admin))
    assert await limits.get("root") == (Overrides(), NO_LIMITS)
    assert await limits.set("root", Overrides(machines=3)) == replace(NO_LIMITS, machines=3)


@pytest.mark.parametrize("value", [-1, 10**9 + 1])
async def test_what_cannot_be_a_limit_changes_nothing(
    db: Database, limits: PersonalLimits, value: int
) -> None:
    with pytest.raises(InvalidError) as refused:
        await limits.set("ann", Overrides(machines=1, disk_mib=value))
    assert refused.value.fields["field"] == "disk_mib"
    assert await limits.get("ann") == (Overrides(), DEFAULTS)


async def test_nobody_has_no_limits(db: Database, limits: PersonalLimits) -> None:
    for call in (limits.get("eve"), limits.set("eve", Overrides()), limits.usage("eve")):
        with pytest.raises(UserNotFoundError):
            await call
    with pytest.raises(IntegrityError):
        db.write_now(lambda c: store.set_overrides(c, "usr_eve", Overrides()))


def test_with_a_user_go_their_limits(db: Database, limits: PersonalLimits) -> None:
    set_limits(db, ANN, machines=3)
    db.write_now(lambda c: store.remove_user(c, ANN.id))
    assert db.read_now(lambda c: store.find_overrides(c, ANN.id)) == Overrides()


# --- what is counted --------------------------------------------------------------------------------------------------


def test_what_is_summed_as_awake_is_what_the_policy_calls_so(db: Database) -> None:
    statuses = [
        Status(intent=intent, state=state, vmm=vmm)
        for intent, state, vmm in itertools.product(Intent, State, (None, VmmRecord(1, 2, "boot")))
    ]
    for number, status in enumerate(statuses):
        one = machine(number, replace(ANN, id=f"usr_{number}"), status)
        db.write_now(lambda c, one=one: rows.insert(c, one))  # type: ignore[misc]
        found = db.read_now(lambda c, number=number: usage.of_owner(c, f"usr_{number}"))  # type: ignore[misc]
        awake = to_run(one.request) if is_awake(status) else Usage()
        assert found == replace(awake, machines=1, disk_mib=100), status
    total = db.read_now(usage.of_everyone)
    assert total.machines == len(statuses)
    assert total.vcpus == 2 * sum(is_awake(status) for status in statuses)


def test_sums_are_of_one_owner_and_without_the_machine_itself(db: Database) -> None:
    for one in (machine(1, status=STARTING), machine(2), machine(3, BOB, STARTING)):
        db.write_now(lambda c, one=one: rows.insert(c, one))  # type: ignore[misc]
    assert db.read_now(lambda c: usage.of_owner(c, ANN.id)) == Usage(2, 2, 1024, 200)
    assert db.read_now(lambda c: usage.besides(c, machine(1))) == Usage(1, 0, 0, 100)
    assert db.read_now(lambda c: usage.of_owner(c, "usr_nobody")) == Usage()


# --- many at once -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("limit", "value"), [("machines", 3), ("disk_mib", 350)])
def test_of_many_who_make_a_machine_at_once_exactly_those_are_let_in(
    db: Database, limits: PersonalLimits, limit: str, value: int
) -> None:
    set_limits(db, ANN, **{limit: value})
    gate = admission(limits)
    refusals = at_once(db, *(make(gate, machine(number)) for number in range(MANY)))
    assert len(refusals) == MANY - 3
    assert {refusal.fields["limit"] for refusal in refusals} == {limit}  # type: ignore[attr-defined]
    assert db.read_now(lambda c: usage.of_owner(c, ANN.id)) == Usage(machines=3, disk_mib=300)


@pytest.mark.parametrize(("limit", "value"), [("vcpus", 7), ("memory_mib", 3072)])
def test_of_many_who_start_at_once_exactly_those_are_let_in(
    db: Database, limits: PersonalLimits, limit: str, value: int
) -> None:
    machines = [machine(number) for number in range(MANY)]
    for one in machines:
        db.write_now(lambda c, one=one: rows.insert(c, one))  # type: ignore[misc]
    set_limits(db, ANN, **{limit: value})
    gate = admission(limits)
    refusals = at_once(db, *(start(gate, one) for one in machines))
    assert len(refusals) == MANY - 3
    assert db.read_now(lambda c: usage.of_owner(c, ANN.id)).vcpus == 6


@pytest.mark.parametrize(("fact", "value"), [("cores", 7), ("memory_mib", 3072)])
def test_the_host_holds_exactly_what_it_has_room_for_whoever_asks(
    db: Database, limits: PersonalLimits, fact: str, value: int
) -> None:
    machines = [machine(number, (ANN, BOB)[number % 2]) for number in range(MANY)]
    for one in machines:
        db.write_now(lambda c, one=one: rows.insert(c, one))  # type: ignore[misc]
    gate = admission(limits, **{fact: value})
    refusals = at_once(db, *(start(gate, one) for one in machines))
    assert len(refusals) == MANY - 3
    assert {type(refusal) for refusal in refusals} == {HostFullError}
    assert db.read_now(usage.of_everyone).vcpus == 6


def test_people_do_not_take_each_others_room(db: Database, limits: PersonalLimits) -> None:
    gate = admission(limits)
    for person in (ANN, BOB):
        set_limits(db, person, machines=3)
    machines = [machine(number, (ANN, BOB)[number % 2]) for number in range(MANY)]
    assert len(at_once(db, *(make(gate, one) for one in machines))) == MANY - 6
    assert [db.read_now(lambda c, p=p: usage.of_owner(c, p.id)).machines for p in (ANN, BOB)] == [3, 3]  # type: ignore[misc]


def test_a_limit_that_is_lowered_meanwhile_is_one_or_the_other(db: Database, limits: PersonalLimits) -> None:
    set_limits(db, ANN, machines=10)
    gate = admission(limits)

    def lower(connection: sa.Connection) -> None:
        limits.hold(connection, ANN.id)
        store.set_overrides(connection, ANN.id, Overrides(machines=3))

    at_once(db, *(make(gate, machine(number)) for number in range(MANY)), lower)
    assert 3 <= db.read_now(lambda c: usage.of_owner(c, ANN.id)).machines <= 10
    assert len(at_once(db, make(gate, machine(99)))) == 1


def test_defaults_hold_for_whom_nothing_was_set(db: Database, limits: PersonalLimits) -> None:
    for number in range(DEFAULTS.machines):
        db.write_now(lambda c, number=number: rows.insert(c, machine(number)))  # type: ignore[misc]
    with pytest.raises(LimitReachedError, match="you have 50 machines and may have 50"):
        db.write_now(make(admission(limits), machine(99)))
