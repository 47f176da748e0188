"""Events that are open, with seats; traits name what matters in a test."""

import datetime as dt

import factory
from django.utils import timezone

from events.models import Event, EventInstitution, Registration

from .records import InstitutionFactory


class EventFactory(factory.django.DjangoModelFactory):
    """Published, for everyone, in ten days, two hours long, with two seats on site."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    package_id = factory.Sequence(lambda n: f"evento-{n}")
    title = factory.Sequence(lambda n: f"Seminario {n:03d}")
    kind = "seminario"
    starts_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=10))
    ends_at = factory.LazyAttribute(lambda made: made.starts_at and made.starts_at + dt.timedelta(hours=2))
    time_zone = "America/Santiago"
    place = "Salón de usos múltiples"
    audience = "public"
    seats_on_site = 2
    state = "published"
    published_at = factory.LazyFunction(timezone.now)

    class Params:
        draft = factory.Trait(state="draft", published_at=None)
        gone = factory.Trait(state="cancelled", cancelled_because="Se pospone")

    @factory.post_generation
    def organised_by(event, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands it the event
        if create and extracted is not False:
            EventInstitution.objects.create(event=event, institution=extracted or InstitutionFactory())


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A visitor on the waiting list; its later states are reached by the verbs alone."""

    class Meta:
        model = Registration

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Visitante {n}")
    email = factory.Sequence(lambda n: f"visitante{n}@ejemplo.invalid")
    turn = factory.Sequence(lambda n: n + 1)
