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
from .learning import Enrolment, Learned, UnitMark, Work
from .record import ExternalTraining

__all__ = [
    "Assignment",
    "CourseSession",
    "Curriculum",
    "CurriculumContent",
    "CurriculumVersion",
    "Edition",
    "EditionInstitution",
    "Enrolment",
    "Equivalence",
    "ExternalTraining",
    "Facilitator",
    "GivenTraining",
    "Learned",
    "Module",
    "Unit",
    "UnitMark",
    "Work",
]
