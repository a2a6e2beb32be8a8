"""Who asks: somebody of access.toml, known by the account with which they are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desist.access.refusal import Refused
from desist.partnership.access import Act, User
from desist.partnership.lawful import ACCESS, Lawful
from desist.vocabulary.mistake import nearest


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Somebody who asks, and the account of the operating system they are signed in with.

    ``user`` is None where nobody in access.toml has that account: such a caller is refused, and the log keeps
    the account.
    """

    account: str
    user: User | None = None
    trouble: str = ""

    @property
    def id(self) -> str:
        return self.user.id if self.user else ""


def caller_of(lawful: Lawful, account: str, wanted: str = "") -> Caller:
    """The caller who is signed in as an account, as the user they want to act as.

    Whoever has several users in access.toml must say which. A user whose account is another's is nobody.
    """
    own = [user for user in lawful.users if account in user.accounts]
    if wanted:
        for user in own:
            if user.id == wanted:
                return Caller(account=account, user=user)
        if any(user.id == wanted for user in lawful.users):
            why = f"User '{wanted}' is not the account '{account}' that you are signed in with"
            return Caller(
                account=account, trouble=f"{why}: '{account}' is not among its accounts in {ACCESS}."
            )
        near = nearest(wanted, [user.id for user in own])
        return Caller(account=account, trouble=f"There is no user '{wanted}' in {ACCESS}. {near}".strip())
    if len(own) == 1:
        return Caller(account=account, user=own[0])
    if own:
        names = ", ".join(user.id for user in own)
        return Caller(account=account, trouble=f"The account '{account}' is several users: say --as {names}.")
    return Caller(
        account=account,
        trouble=f"The account '{account}' that you are signed in with belongs to no user of {ACCESS}.",
    )


def known_user(caller: Caller, day: date) -> User:
    """The user that a caller is, if they may ask at all on a day; otherwise a refusal."""
    user = caller.user
    if user is None:
        raise Refused(
            f"{caller.trouble} Nobody's rows are shown to somebody unknown.",
            missing="user",
            hint=f"Whoever keeps {ACCESS} adds the account to the 'accounts' of a [[user]].",
        )
    if user.valid_from and day < user.valid_from:
        raise Refused(f"User '{user.id}' may ask from {user.valid_from} on, not before.", missing="user")
    if user.valid_until and day > user.valid_until:
        raise Refused(
            f"User '{user.id}' might ask until {user.valid_until}; that day is over.", missing="user"
        )
    return user


def demand(lawful: Lawful, caller: Caller, act: Act, day: date) -> User:
    """The user, if one of their roles may do what the law asks for; otherwise a refusal that names it."""
    user = known_user(caller, day)
    able = [role.id for role in lawful.roles if act in role.may]
    if not set(user.roles) & set(able):
        who = " or ".join(f"'{name}'" for name in able) or "no role in this partnership"
        raise Refused(
            f"User '{user.id}' lacks the permission '{act}', which {who} has.",
            missing=f"role with '{act}'",
        )
    return user
