"""How an event stands, whom it is for, and how a registration stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventState(TextChoices):
    DRAFT = "draft", pgettext_lazy("event", "draft")
    PUBLISHED = "published", pgettext_lazy("event", "published")
    CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")


class Audience(TextChoices):
    """Who finds the event and may take a place in it by herself."""

    PUBLIC = "public", _("Everyone, without an account too")
    MEMBERS = "members", _("The members of the network")
    INSTITUTIONS = "institutions", _("Whoever works in certain institutions")
    INVITATION = "invitation", _("Whom the invited list names")


class OrganiserRole(TextChoices):
    ORGANISES = "organises", _("organises it")
    CO_ORGANISES = "co_organises", _("co-organises it")
    SUPPORTS = "supports", _("supports it")


class SeatPool(TextChoices):
    """Seats are counted apart: one cannot sit in the room by a link."""

    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online")


class PlaceState(TextChoices):
    """How one registration stands (machine.py says how it goes from one to another)."""

    PENDING = "pending", pgettext_lazy("place", "its e-mail is not confirmed")
    WAITING = "waiting", pgettext_lazy("place", "on the waiting list")
    OFFERED = "offered", pgettext_lazy("place", "a place is offered")
    ENROLLED = "enrolled", pgettext_lazy("place", "enrolled")
    LAPSED = "lapsed", pgettext_lazy("place", "its time to accept is over")
    CANCELLED = "cancelled", pgettext_lazy("place", "cancelled")
    TRANSFERRED = "transferred", pgettext_lazy("place", "passed on to a colleague")
    VISITOR = "visitor", pgettext_lazy("place", "came without a place")


class ConsentPurpose(TextChoices):
    """For what she says yes. Without the first there is no place; the others are hers to give."""

    PLACE = "place", _("to organise this event and keep my place in it")
    LATER = "later", _("to write to me about later activities")
    PICTURES = "pictures", _("to appear in photographs and recordings of the event")


class Attendance(TextChoices):
    """How somebody stood on the day. A visitor came without a confirmed place."""

    PRESENT = "present", pgettext_lazy("event", "present")
    ABSENT = "absent", pgettext_lazy("event", "absent")
    EXCUSED = "excused", pgettext_lazy("event", "excused")
    VISITOR = "visitor", pgettext_lazy("event", "came without a place")


class MarkedBy(TextChoices):
    """How it was noted who was there."""

    LIST = "list", pgettext_lazy("attendance", "on the list")
    SCAN = "scan", pgettext_lazy("attendance", "by the code of her place")
    NAME = "name", pgettext_lazy("attendance", "by her name at the door")
    OWN = "own", pgettext_lazy("attendance", "by herself, with the code of the moment")


class Group(TextChoices):
    """To whom one writes after an event."""

    CAME = "came", pgettext_lazy("event", "who came")
    MISSED = "missed", pgettext_lazy("event", "who did not come")
    WAITED = "waited", pgettext_lazy("event", "who waited and got no place")


class MaterialAudience(TextChoices):
    """Who may open a material of an event."""

    ATTENDED = "attended", _("who came")
    ENROLLED = "enrolled", _("who has a place in it")
    EVENT = "event", _("everyone the event is for")


class AskedAs(TextChoices):
    """How a question about an event is answered."""

    SCALE = "scale", pgettext_lazy("survey", "scale")
    CHOICE = "choice", pgettext_lazy("survey", "options")
    TEXT = "text", pgettext_lazy("survey", "text")
