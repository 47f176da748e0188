"""What of an event another is made with: last time's values, all it was about, or the same on another day."""

from .models import Event, EventInstitution, Invited, Question, Quota

LIKE_LAST_TIME = (
    "kind", "time_zone", "place", "joining_link", "has_interpretation", "has_childcare", "has_lactation_room",
    "accessibility", "audience", "seats_on_site", "seats_online", "accept_hours",
)  # fmt: skip
WHOLE_COPY = (*LIKE_LAST_TIME, "title", "outward_title", "purpose", "schedule")


def copy_organisers(like: Event, event: Event) -> None:
    for one in like.organisers.all():
        EventInstitution.objects.create(event=event, institution=one.institution, role=one.role)


def copy_places(like: Event, event: Event) -> None:
    """For which institutions it is, and of which territories."""
    event.for_institutions.set(like.for_institutions.all())
    event.territories.set(like.territories.all())


def copy_matter(like: Event, event: Event) -> None:
    """Its themes, and what is asked of whoever comes."""
    event.themes.set(like.themes.all())
    if like.has_questions:
        Question.objects.bulk_create(
            Question(event=event, number=one.number, text=one.text, is_required=one.is_required)
            for one in like.questions.all()
        )
        event.has_questions = True
        event.save(update_fields=["has_questions"])


def copy_list(like: Event, event: Event) -> None:
    """Whose seats are how many, and who is invited: of the same event on another day alone."""
    if like.has_quotas:
        Quota.objects.bulk_create(
            Quota(
                event=event,
                institution_id=one.institution_id,
                institution_kind=one.institution_kind,
                seats=one.seats,
            )
            for one in like.quotas.all()
        )
        event.has_quotas = True
        event.save(update_fields=["has_quotas"])
    Invited.objects.bulk_create(Invited(event=event, person_id=one.person_id) for one in like.invited.all())
