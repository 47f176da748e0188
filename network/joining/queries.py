"""The doors to applications and invitations."""

from django.db.models import Q, QuerySet

from network.accounts.viewer import Viewer
from network.institutions.queries import coordinated_by, coordinates_network
from network.messages.enums import MessageKind
from network.messages.models import Outgoing
from network.people.models import Person
from network.people.queries import in_care_of

from .enums import OPEN, ApplicationState
from .links import digest_of, typed_code
from .models import Application, Invitation
from .rules import ABOUT


def visible_to(applications: QuerySet[Application], viewer: Viewer) -> QuerySet[Application]:
    """Those of whoever coordinates: the network, or the institution that she names.

    What was not confirmed from its address is seen by nobody. One that asks for a record of the list is
    seen by those who have that person in their care: by no coordinator while she is protected.
    """
    seen = applications.exclude(state=ApplicationState.UNCONFIRMED)
    if not coordinates_network(viewer):
        seen = seen.filter(institution__in=coordinated_by(viewer).values("pk"))
    cared_for = in_care_of(Person.objects.order_by(), viewer).values("pk")
    return seen.filter(Q(person=None) | Q(person__in=cared_for))


def is_asking(account: int | None) -> bool:
    """Whether whoever has that account asked to join, and the office has not decided yet."""
    return account is not None and Application.objects.filter(account=account, state__in=OPEN).exists()


def letters_visible_to(messages: QuerySet[Outgoing], viewer: Viewer) -> QuerySet[Outgoing]:
    """What was written about the applications that she may see: whoever decides reads what she sent.

    Of whom it was written to as a member, only while she is in her care.
    """
    seen = visible_to(Application.objects.order_by(), viewer).values("uid")
    cared_for = in_care_of(Person.objects.order_by(), viewer).values("pk")
    about = messages.filter(mailing__about_kind=ABOUT, mailing__about_uid__in=seen)
    return about.filter(Q(person=None) | Q(person__in=cared_for))


def invitations_visible_to(invitations: QuerySet[Invitation], viewer: Viewer) -> QuerySet[Invitation]:
    """Those to the people in her care, for whoever coordinates the network."""
    if not coordinates_network(viewer):
        return invitations.none()
    return invitations.filter(person__in=in_care_of(Person.objects.order_by(), viewer).values("pk"))


def last_sent(invitation: Invitation) -> Outgoing | None:
    """The message that told her of it last; none where it was deleted since."""
    sent = Outgoing.objects.filter(mailing__kind=MessageKind.INVITATION, person=invitation.person_id)
    return sent.order_by("-mailing__pk").first()


def invitation_of(typed: str) -> Invitation | None:
    """The invitation with that code, in whatever state."""
    code = typed_code(typed)
    found = Invitation.objects.select_related("person").filter(digest=digest_of(code)).first()
    return found if code else None


def bound_to(application: Application) -> Invitation | None:
    """The invitation that its own address may open: still the one it was bound to, and still hers."""
    if application.person is None:
        return None
    found = Invitation.objects.filter(person=application.person, used_at=None, revoked_at=None).first()
    hers = application.person.email.strip().lower()
    return found if found is not None and found.email == application.email == hers else None
