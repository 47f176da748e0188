"""How curricula, editions, enrolments and what is learned in them stand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Modality(TextChoices):
    ONLINE = "online", _("Online")
    IN_PERSON = "in_person", _("In person")
    MIXED = "mixed", _("Mixed")


class Level(TextChoices):
    BASIC = "basic", pgettext_lazy("training level", "basic")
    INTERMEDIATE = "intermediate", pgettext_lazy("training level", "intermediate")
    ADVANCED = "advanced", pgettext_lazy("training level", "advanced")


class CurriculumAudience(TextChoices):
    """Who finds a curriculum and its editions. Names of people stand in neither."""

    PUBLIC = "public", pgettext_lazy("training", "everyone")
    MEMBERS = "members", pgettext_lazy("training", "the members of the network")


class VersionState(TextChoices):
    """A version in force is never changed again: whoever began with it ends with it."""

    DRAFT = "draft", pgettext_lazy("version", "draft")
    IN_FORCE = "in_force", pgettext_lazy("version", "in force")
    REPLACED = "replaced", pgettext_lazy("version", "replaced")


class EditionState(TextChoices):
    DRAFT = "draft", pgettext_lazy("edition", "draft")
    OPEN = "open", pgettext_lazy("edition", "published")
    CLOSED = "closed", pgettext_lazy("edition", "closed")
    CANCELLED = "cancelled", pgettext_lazy("edition", "cancelled")


class Entry(TextChoices):
    """How one comes into an edition."""

    SELF = "self", _("each by herself")
    LIAISON = "liaison", _("by the liaison of her institution")
    INVITATION = "invitation", _("by invitation")
    SELECTION = "selection", _("by selection, with criteria")


class EnrolmentState(TextChoices):
    """How one enrolment stands (machine.py says how it goes from one to another).

    Of whoever is IN, her place in the opening session says whether she has a seat or waits for one.
    """

    ASKED = "asked", pgettext_lazy("enrolment", "asked for")
    INVITED = "invited", pgettext_lazy("enrolment", "invited")
    IN = "in", pgettext_lazy("enrolment", "enrolled")
    REFUSED = "refused", pgettext_lazy("enrolment", "not selected")
    DECLINED = "declined", pgettext_lazy("enrolment", "declined by her")
    WITHDRAWN = "withdrawn", pgettext_lazy("enrolment", "withdrawn")
    COMPLETED = "completed", pgettext_lazy("enrolment", "completed")
    NOT_COMPLETED = "not_completed", pgettext_lazy("enrolment", "not completed")


class EditionRole(TextChoices):
    """What an institution does in an edition."""

    PROVIDES = "provides", _("gives it")
    CO_ORGANISES = "co_organises", pgettext_lazy("edition", "co-organises it")
    SUPPORTS = "supports", pgettext_lazy("edition", "supports it")


class MarkSource(TextChoices):
    """Where it is known from that somebody completed a content."""

    FACILITATOR = "facilitator", _("the facilitator")
    IMPORTED = "imported", _("the institution's own e-learning")


class WorkState(TextChoices):
    HANDED_IN = "handed_in", pgettext_lazy("work", "handed in")
    RETURNED = "returned", pgettext_lazy("work", "returned")
    APPROVED = "approved", pgettext_lazy("work", "approved")


class ConsentState(TextChoices):
    """What her superior answered."""

    ASKED = "asked", pgettext_lazy("superior's consent", "not answered yet")
    GIVEN = "given", pgettext_lazy("superior's consent", "given")
    REFUSED = "refused", pgettext_lazy("superior's consent", "refused")


class ConsentWay(TextChoices):
    """How the superior's answer came."""

    LINK = "link", pgettext_lazy("superior's consent", "by its link")
    PAPER = "paper", pgettext_lazy("superior's consent", "on paper, noted by the office")


class Said(TextChoices):
    """What a message about an enrolment says. Of her place in the sessions events write themselves."""

    RECEIVED = "received", pgettext_lazy("training message", "her request was received")
    INVITED = "invited", pgettext_lazy("training message", "she is invited")
    REFUSED = "refused", pgettext_lazy("training message", "she was not selected")
    CONSENT = "consent", pgettext_lazy("training message", "to her superior: consent is asked for")
    NO_CONSENT = "no_consent", pgettext_lazy("training message", "her superior did not consent")
    CANCELLED = "cancelled", pgettext_lazy("training message", "the training is not given")
    TAKEN_OUT = "taken_out", pgettext_lazy("training message", "she is on its list no more")


class Learning(TextChoices):
    """How she comes to have learned a content."""

    EDITION = "edition", _("an edition of this network")
    EXTERNAL = "external", _("a training elsewhere, verified")
    EQUIVALENT = "equivalent", _("a content that counts for it")


class CertificateKind(TextChoices):
    """What a certificate states of whoever holds it."""

    COMPLETED = "completed", _("completed a training")
    ATTENDED = "attended", _("attended an event")
    FACILITATED = "facilitated", _("taught in a training")


class CertificateState(TextChoices):
    """Only an issued one counts. What an erased one said is gone, at the request of its holder."""

    ISSUED = "issued", pgettext_lazy("certificate", "in force")
    REVOKED = "revoked", pgettext_lazy("certificate", "revoked")
    REPLACED = "replaced", pgettext_lazy("certificate", "replaced")
    ERASED = "erased", pgettext_lazy("certificate", "erased")


class RevokedFor(TextChoices):
    """The class of reasons that everybody with the code may read. The words stay with the office."""

    MISTAKE = "mistake", _("it was issued by mistake")
    NOT_EARNED = "not_earned", _("what it stated turned out not to be so")
    ASKED = "asked", _("whoever holds it asked for that")
    OTHER = "other", _("another reason, which the office keeps")


class RunState(TextChoices):
    """How far an issue of certificates is."""

    WAITING = "waiting", _("waiting for its turn")
    MAKING = "making", _("being issued")
    DONE = "done", _("done")
    FAILED = "failed", _("interrupted")


class ExternalState(TextChoices):
    """How a training that she took elsewhere stands."""

    HANDED_IN = "handed_in", pgettext_lazy("external training", "to be verified")
    RETURNED = "returned", pgettext_lazy("external training", "returned")
    VERIFIED = "verified", pgettext_lazy("external training", "verified")
