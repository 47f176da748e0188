"""A liaison enrols the people of her institution."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.enrolling import Wish
from network.accounts.enums import Role, ScopeKind
from network.accounts.models import User
from network.accounts.viewer import Viewer, viewer_for
from network.institutions.models import Institution
from network.people.models import Person
from network.people.queries import current_affiliations, in_care_of

from .enrolling import EnrolledError, Superior, arrived, invited, living, opened
from .enums import EditionState, Entry
from .models import Edition, Enrolment
from .prerequisites import prerequisites_of
from .queries import editions_visible_to
from .wishes import kept_wish


@transaction.atomic
def enrol_for(
    *,
    edition: Edition,
    by: User,
    pool: str,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    post_title: str = "",
    institution: Institution | None = None,
    superior: Superior | None = None,
) -> Enrolment:
    """A liaison enrols somebody of her institution, with or without an account.

    Where something has to have been learned before, which is hers alone to know, she is invited and enrols
    herself. Raises EnrolledError and ValidationError.
    """
    viewer = viewer_for(by)
    row, opening = opened(edition)
    if not liaison_may_enrol(row, viewer):
        raise ValidationError(
            _("Only the liaison of an institution enrols its people here."), code="not_hers"
        )
    where = _institution_of(viewer, person, institution)
    address = email.strip().lower()
    if living(row, person=person, email=address) is not None:
        raise EnrolledError
    enrolment = Enrolment(edition=row, person=person, institution=where, way=Entry.LIAISON, by=by)
    if person is None:
        enrolment.name, enrolment.email = " ".join(name.split()), address
        enrolment.post_title = post_title.strip()
        if not enrolment.name:
            raise ValidationError({"name": _("Write her name.")})
    enrolment.wish = kept_wish(Wish(pool=pool, purposes=()))
    if prerequisites_of(row):
        if person is None:
            words = _("This training asks for what was learned before: she has to join the network first.")
            raise ValidationError(words, code="prerequisites")
        return invited(enrolment, by)
    return arrived(row, opening, enrolment, superior, by)


def liaison_may_enrol(edition: Edition, viewer: Viewer) -> bool:
    """Whether she enrols the people of an institution there: not where one is invited."""
    if edition.entry == Entry.INVITATION or edition.state != EditionState.OPEN:
        return False
    is_liaison = bool(viewer.keys(Role.LIAISON, ScopeKind.INSTITUTION))
    return is_liaison and editions_visible_to(Edition.objects.filter(pk=edition.pk), viewer).exists()


def own_institutions(viewer: Viewer) -> QuerySet[Institution]:
    """Those of which she is the liaison."""
    keys = viewer.keys(Role.LIAISON, ScopeKind.INSTITUTION)
    return Institution.objects.filter(package_id__in=keys).order_by("name", "pk")


def _institution_of(viewer: Viewer, person: Person | None, institution: Institution | None) -> Institution:
    """Of hers: where that person works, or the one named for somebody without a record."""
    mine = own_institutions(viewer)
    if person is not None:
        if not in_care_of(Person.objects.filter(pk=person.pk), viewer).exists():
            raise ValidationError({"person": _("Choose a person of the list.")})
        works = current_affiliations().filter(person=person, institution__in=mine).first()
        if works is None:
            raise ValidationError({"person": _("She does not work in your institution.")})
        return works.institution
    named = mine.filter(pk=institution.pk).first() if institution is not None else None
    found = named or (mine.first() if institution is None and mine.count() == 1 else None)
    if found is None:
        raise ValidationError({"institution": _("Name the institution of which you are the liaison.")})
    return found
