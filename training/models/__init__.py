"""The rows of this room, by what they are about."""

from .certificate import Certificate, CertificateMail, IssueRun, SigningKey
from .curriculum import (
    Assignment,
    Curriculum,
    CurriculumContent,
    CurriculumVersion,
    Equivalence,
    Module,
    Unit,
)
from .edition import CourseSession, Edition, EditionInstitution, Facilitator
from .given import GivenTraining
from .learning import Enrolment, EnrolmentMail, Learned, SuperiorConsent, UnitMark, Work
from .record import ExternalTraining

__all__ = [
    "Assignment",
    "Certificate",
    "CertificateMail",
    "CourseSession",
    "Curriculum",
    "CurriculumContent",
    "CurriculumVersion",
    "Edition",
    "EditionInstitution",
    "Enrolment",
    "EnrolmentMail",
    "Equivalence",
    "ExternalTraining",
    "Facilitator",
    "GivenTraining",
    "IssueRun",
    "Learned",
    "Module",
    "SigningKey",
    "SuperiorConsent",
    "Unit",
    "UnitMark",
    "Work",
]
