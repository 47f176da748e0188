"""The rows of this room, by what they are about."""

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

__all__ = [
    "Assignment",
    "CourseSession",
    "Curriculum",
    "CurriculumContent",
    "CurriculumVersion",
    "Edition",
    "EditionInstitution",
    "Enrolment",
    "EnrolmentMail",
    "Equivalence",
    "Facilitator",
    "GivenTraining",
    "Learned",
    "Module",
    "SuperiorConsent",
    "Unit",
    "UnitMark",
    "Work",
]
