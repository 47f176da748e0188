"""One's own place in words: how it stands, and what is known of the event by whoever has it."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import PlaceState
from events.links import placed_uid
from events.models import Registration
from events.rules import NEED_DAYS, is_over
from events.times import moment_words

from .words import facts


def placed(token: str) -> Registration | None:
    """The place that a link opens, until some days after the event."""
    rows = Registration.objects.select_related("event", "person__account", "institution")
    row = rows.filter(uid=placed_uid(token) or UUID(int=0)).first()
    if row is None or row.event.ends_at is None:
        return None
    days = (timezone.now() - row.event.ends_at).days
    return row if days < NEED_DAYS else None


def place_facts(row: Registration) -> list[tuple[str, str]]:
    """With the link to join, where her place is confirmed."""
    found = facts(row.event)
    if row.state == PlaceState.ENROLLED and row.event.joining_link:
        found.append((_("Link to join"), row.event.joining_link))
    return found


def place_words(row: Registration, ahead: int) -> str:
    """`ahead` is how many stand before her in the line."""
    if row.state == PlaceState.ENROLLED and is_over(row.event, timezone.now()):
        return _("The activity is over.")
    if row.state == PlaceState.WAITING:
        if ahead:
            return _("Before you in the line: %(n)s. We write to you when it is your turn.") % {"n": ahead}
        return _("You are the first in the line. We write to you when it is your turn.")
    if row.state == PlaceState.OFFERED and row.offered_until is not None:
        until = moment_words(row.event, row.offered_until)
        return _("It is your turn. Accept your place until %(until)s.") % {"until": until}
    return {
        PlaceState.PENDING: _(
            "Press the button to confirm that this e-mail is yours. Nothing is kept before."
        ),
        PlaceState.ENROLLED: _("Your place is confirmed. If you cannot come, give it up for somebody else."),
        PlaceState.LAPSED: _("The time to accept is over. You may enrol again."),
        PlaceState.CANCELLED: _("This place was cancelled. You may enrol again."),
        PlaceState.TRANSFERRED: _("You passed your place on to a colleague."),
        PlaceState.VISITOR: _("You came without a place, and it was noted at the door."),
    }[PlaceState(row.state)]
