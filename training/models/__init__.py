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
from .learning import Enrolment, Learned, UnitMark, Work

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
    "Equivalence",
    "Facilitator",
    "GivenTraining",
    "IssueRun",
    "Learned",
    "Module",
    "SigningKey",
    "Unit",
    "UnitMark",
    "Work",
]
