"""All that is done with people, built from what it needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingle.accounts.ports import Captcha, Estate, LoginProvider, Mailer
from ingle.accounts.service.accounts import Accounts
from ingle.accounts.service.captcha import NoCaptcha, Puzzle
from ingle.accounts.service.changes import Changes
from ingle.accounts.service.elevation import Elevation
from ingle.accounts.service.emails import Emails
from ingle.accounts.service.exports import Exports, OwnAccount
from ingle.accounts.service.ground import Ground
from ingle.accounts.service.guard import Guard
from ingle.accounts.service.here import Here
from ingle.accounts.service.invites import Invites
from ingle.accounts.service.log import AuditLog
from ingle.accounts.service.logins import Logins
from ingle.accounts.service.names import OwnName
from ingle.accounts.service.otp import Otp
from ingle.accounts.service.outside import OutsideLogins
from ingle.accounts.service.passkeys import Passkeys
from ingle.accounts.service.passwords import OwnPassword
from ingle.accounts.service.post import Post
from ingle.accounts.service.recovery import Recovery
from ingle.accounts.service.removal import Removal
from ingle.accounts.service.sessions import Sessions
from ingle.accounts.service.signups import SignUps
from ingle.accounts.service.ways_in import WaysIn
from ingle.accounts.settings import AccountSettings
from ingle.edge.limits import RateLimit
from ingle.runtime.crypto import Passwords
from ingle.runtime.sealing import Sealer


@dataclass(frozen=True)
class People:
    """The services, each of one subject."""

    ground: Ground
    settings: AccountSettings
    accounts: Accounts
    changes: Changes
    ways_in: WaysIn
    sessions: Sessions
    here: Here
    logins: Logins
    captcha: Captcha
    sign_ups: SignUps
    invites: Invites
    post: Post
    emails: Emails
    recovery: Recovery
    name: OwnName
    password: OwnPassword
    elevation: Elevation
    otp: Otp
    passkeys: Passkeys
    outside: OutsideLogins
    removal: Removal
    exports: Exports
    log: AuditLog


def gather(
    ground: Ground,
    *,
    passwords: Passwords,
    sealer: Sealer,
    estates: Sequence[Estate],
    mailer: Mailer | None,
    providers: Mapping[str, LoginProvider],
    settings: AccountSettings,
) -> People:
    guard = Guard(
        ground,
        by_name=RateLimit(settings.login_rate_by_name, ground.clock),
        by_address=RateLimit(settings.login_rate_by_address, ground.clock),
    )
    sessions = Sessions(ground)
    post = Post(mailer)
    captcha = Puzzle(ground) if settings.captcha == "puzzle" else NoCaptcha()
    elevation = Elevation(ground, passwords=passwords, guard=guard)
    logins = Logins(ground, passwords=passwords, guard=guard, sessions=sessions)
    sign_ups = SignUps(
        ground, passwords=passwords, guard=guard, sessions=sessions, captcha=captcha, settings=settings
    )
    return People(
        ground=ground,
        settings=settings,
        accounts=Accounts(ground, passwords=passwords),
        changes=Changes(ground),
        ways_in=WaysIn(ground),
        sessions=sessions,
        here=Here(ground, sessions=sessions),
        logins=logins,
        captcha=captcha,
        sign_ups=sign_ups,
        invites=Invites(ground),
        post=post,
        emails=Emails(ground, guard=guard, post=post, public_url=settings.public_url),
        recovery=Recovery(
            ground,
            passwords=passwords,
            guard=guard,
            sessions=sessions,
            post=post,
            public_url=settings.public_url,
        ),
        name=OwnName(ground),
        password=OwnPassword(ground, passwords=passwords, guard=guard, sessions=sessions),
        elevation=elevation,
        otp=Otp(ground, sealer=sealer, guard=guard, elevation=elevation, sessions=sessions),
        passkeys=Passkeys(ground, guard=guard, logins=logins),
        outside=OutsideLogins(
            ground,
            providers=providers,
            guard=guard,
            logins=logins,
            elevation=elevation,
            sign_ups=sign_ups,
            settings=settings,
        ),
        exports=Exports(ground, [OwnAccount(ground), *estates]),
        removal=Removal(ground, estates),
        log=AuditLog(ground),
    )
