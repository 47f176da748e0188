"""Her enrolments go, with all that she did in them, what she learned and what she taught.

Of a certificate only its folio and its code stay, so that its page says that its content was erased; whole it
stays where she chose that.
"""

from network.vocabulary.rights import Whose

from .enums import CertificateState
from .models import (
    Certificate,
    Enrolment,
    EnrolmentMail,
    ExternalTraining,
    Facilitator,
    IssueRun,
    Learned,
    SuperiorConsent,
    UnitMark,
    Work,
)
from .own_data import hers

COVERS = (
    "training.Certificate",
    "training.Enrolment",
    "training.EnrolmentMail",
    "training.ExternalTraining",
    "training.Facilitator",
    "training.IssueRun",
    "training.Learned",
    "training.SuperiorConsent",
    "training.UnitMark",
    "training.Work",
)


def erase(whose: Whose) -> None:
    enrolments = Enrolment.objects.filter(hers(whose))
    certificates = Certificate.objects.filter(hers(whose))
    gone = {"person": None, "email": "", "is_shown": False}
    erased = {"state": CertificateState.ERASED, "content": {}, "signature": "", "because": ""}
    whose.forget(certificates.filter(stays=True), **gone)
    whose.forget(certificates.filter(stays=False), **gone, **erased)
    keys = list(enrolments.values_list("pk", flat=True))
    whose.delete(Work.objects.filter(enrolment__in=keys), "file")
    for model in (UnitMark, SuperiorConsent, EnrolmentMail):
        whose.delete(model.objects.filter(enrolment__in=keys))
    asked_of_her = SuperiorConsent.objects.filter(email__in=whose.addresses)
    whose.forget(asked_of_her, name="", post_title="", email="")
    whose.delete(Learned.objects.filter(person=whose.person))
    whose.delete(enrolments)
    whose.delete(ExternalTraining.objects.filter(person=whose.person), "file")
    whose.delete(Facilitator.objects.filter(person=whose.person))
    if whose.account:
        for acted in (
            Certificate,
            Enrolment,
            EnrolmentMail,
            ExternalTraining,
            IssueRun,
            SuperiorConsent,
            UnitMark,
            Work,
        ):
            whose.forget(acted.objects.filter(by=whose.account), by=None)
    whose.blot(Certificate.objects.all(), "because")
    whose.blot(Enrolment.objects.all(), "reasons", "told", "wish")
    whose.blot(SuperiorConsent.objects.all(), "name", "post_title")
    whose.blot(Work.objects.all(), "text", "comment")
    whose.blot(ExternalTraining.objects.all(), "title", "provider", "comment")
