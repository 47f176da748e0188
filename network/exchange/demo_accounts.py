"""The demonstration: what its people let others see, and the accounts with which one may try it."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from network.accounts.enums import Role, ScopeKind
from network.accounts.models import User
from network.accounts.services import grant
from network.people.enums import HolderPublication, Visibility
from network.people.models import Person
from network.people.services import choose_openness, link_account
from network.people.taking_part import choose_part

from .models import Import, State
from .services import import_package
from .source import open_package

_LIAISON_POST = "demo-enlace-inmujeresgdl"
_LIAISON_INSTITUTION = "inmujeresgdl"
_MEMBER_INSTITUTION = "muni-guadalajara"
_REASON = "demo"


@dataclass(frozen=True)
class DemoAccount:
    name: str
    roles: tuple[Role, ...]
    groups: tuple[str, ...] = ()
    is_superuser: bool = False

    @property
    def email(self) -> str:
        return f"{self.name}@ejemplo.invalid"


ACCOUNTS = (
    DemoAccount("integrante", (Role.MEMBER,)),
    DemoAccount("enlace", (Role.MEMBER, Role.LIAISON)),
    DemoAccount("coordinadora", (Role.COORDINATOR,), groups=("Editors", "Moderators")),
    DemoAccount("analista", (Role.ANALYST,)),
    DemoAccount("administradora", (Role.ADMINISTRATOR,), is_superuser=True),
)


def require_demo_allowed() -> None:
    """Fictitious people and accounts with a password on the disk belong on nobody's server."""
    if not settings.ENTRAMADO_DEMO_ALLOWED:
        raise PermissionDenied(_("The demonstration can only be loaded in the embedded run."))


def load_demo_people(folder: Path) -> None:
    """Load the package once. What was changed or erased since stays so, until the package itself changes."""
    require_demo_allowed()
    digest = open_package(folder).digest
    if not Import.objects.filter(digest=digest, state=State.APPLIED).exists():
        import_package(path=folder, trusted=True)
        _open_up()


def _open_up() -> None:
    """What the package has no column for. Whoever has made her choice keeps it."""
    people = Person.objects.filter(
        package_id__startswith="ficticia-",
        chose_visibility=False,
        visibility__in=(Visibility.VISIBLE, Visibility.LIMITED),
    )
    for person in people.order_by("package_id"):
        number = int(person.package_id.rpartition("-")[2])
        visible = person.visibility == Visibility.VISIBLE
        choose_openness(
            person=person,
            by=None,
            shows_as_holder=_as_holder(number) if visible else None,
            shows_institution=None if visible else number % 2 == 0,
            reason=_REASON,
        )
        shows = number % 3 != 0
        choose_part(
            person=person, by=None, shows_ties=shows, introduces=shows and visible, may_be_suggested=True
        )


def _as_holder(number: int) -> HolderPublication:
    return (HolderPublication.PUBLIC, HolderPublication.NETWORK, HolderPublication.NOBODY)[number % 3]


@transaction.atomic
def ensure_demo_accounts() -> Path:
    """Create the accounts that are missing, all with one password that only this machine knows."""
    require_demo_allowed()
    path, password, is_new = demo_password()
    for account in ACCOUNTS:
        user = User.objects.filter(email=account.email).first()
        if user is None:
            user = User.objects.create_user(
                account.email,
                password,
                is_staff=account.is_superuser,
                is_superuser=account.is_superuser,
            )
        elif is_new:
            user.set_password(password)
            user.save(update_fields=["password"])
        EmailAddress.objects.get_or_create(
            user=user, email=account.email, defaults={"verified": True, "primary": True}
        )
        user.groups.add(*Group.objects.filter(name__in=account.groups))
        for role in account.roles:
            if role == Role.LIAISON:
                scope, key = ScopeKind.INSTITUTION, _LIAISON_INSTITUTION
            else:
                scope, key = ScopeKind.NETWORK, ""
            grant(user=user, role=role, by=None, scope=scope, key=key, reason=_REASON)
        person = _person_of(account)
        if person is not None and not hasattr(user, "person"):
            link_account(person=person, user=user, by=None, reason=_REASON)
    return path


def _person_of(account: DemoAccount) -> Person | None:
    visible = Person.objects.filter(
        package_id__startswith="ficticia-", visibility=Visibility.VISIBLE, account=None
    ).order_by("package_id")
    if account.name == "enlace":
        return visible.filter(appointments__post__package_id=_LIAISON_POST, appointments__ended="").first()
    if account.name == "integrante":
        return visible.filter(
            affiliations__institution__package_id=_MEMBER_INSTITUTION, appointments=None
        ).first()
    return None


def demo_password() -> tuple[Path, str, bool]:
    """Where it is kept, what it is, and whether it was made just now."""
    path = Path(settings.VAR) / "demo_password"
    if path.exists():
        return path, path.read_text("ascii").strip(), False
    password = secrets.token_urlsafe(9)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(password + "\n")
    return path, password, True
