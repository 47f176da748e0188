"""Plans, materials, routes and published figures with plausible values."""

import factory

from network.plans.models import Plan
from network.resources.models import PublishedIndicator, Resource, Route

from .records import InstitutionFactory, ThemeFactory


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Plan

    package_id = factory.Sequence(lambda n: f"plan-{n}")
    title = factory.Sequence(lambda n: f"Agenda {n:03d}")
    kind = "agenda"
    institution = factory.SubFactory(InstitutionFactory)


class ResourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Resource

    package_id = factory.Sequence(lambda n: f"material-{n}")
    title = factory.Sequence(lambda n: f"Guía {n:03d}")
    kind = "guide"
    institution = factory.SubFactory(InstitutionFactory)
    theme = factory.SubFactory(ThemeFactory)


class RouteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Route

    package_id = factory.Sequence(lambda n: f"ruta-{n}")
    name = factory.Sequence(lambda n: f"Línea {n:03d}")
    kind = "helpline"
    institution = factory.SubFactory(InstitutionFactory)
    country = "MX"
    theme = factory.SubFactory(ThemeFactory)


class PublishedIndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PublishedIndicator

    package_id = factory.Sequence(lambda n: f"cifra-{n}")
    name = factory.Sequence(lambda n: f"Cifra {n:03d}")
    value = 70
    unit = "%"
    qualifier = "at_least"
    institution = factory.SubFactory(InstitutionFactory)
