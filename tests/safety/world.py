"""One woman of each mode, alike in all else, in the middle of everything; and an account for every role."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import uuid5

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client

from network.accounts.enums import Role, ScopeKind
from network.accounts.models import Grant, User
from network.accounts.viewer import Viewer, viewer_for
from network.groups.models import Group
from network.institutions.models import Institution
from network.people.address_keys import key_of
from network.people.models import Block, Person, Photo
from tests.conftest import has_just_logged_in
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AffiliationFactory,
    AppointmentFactory,
    GroupFactory,
    InstitutionFactory,
    PostFactory,
    SeatFactory,
    TerritoryFactory,
    ThemeFactory,
)

from .oracle import BLOCKED, MODES, OPENED, ROLES, VISIBLE
from .planting import word

HERS, OTHER = "salud", "obras"  # where the women work, and another institution
GROUP = "interna"  # the group in which all of them sit

TEXTS = (
    *("name", "alias", "honorific", "email", "telephone", "post_title", "note", "offers", "seeks"),
    *("languages", "biography", "city", "working_hours"),
)


@dataclass
class World:
    """The women by their mode, and what every reader needs to reach them."""

    hers: Institution
    other: Institution
    group: Group
    women: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, User] = field(default_factory=dict)
    stock: dict[type[Model], Model] = field(default_factory=dict)
    warm: set[str] = field(default_factory=set)  # roles whose session has looked around

    @classmethod
    def small(cls, modes: Iterable[str] = MODES) -> "World":
        """The women of those modes where they work and sit, and the accounts of all roles; nothing more."""
        near, far = TerritoryFactory(name="Jalisco"), TerritoryFactory(name="Coquimbo")
        hers = InstitutionFactory(package_id=HERS, name="Secretaría de Salud", region=near)
        other = InstitutionFactory(package_id=OTHER, name="Obras Públicas", region=far)
        group = GroupFactory(package_id=GROUP, name="Mesa interna", is_public=False)
        group.territories.add(near)
        SeatFactory(group=group, institution=hers)
        world = cls(hers, other, group)
        for mode in modes:
            world.women[mode] = world.woman(mode)
        held = {
            "member": (Role.MEMBER, ScopeKind.NETWORK, ""),
            "administrator": (Role.ADMINISTRATOR, ScopeKind.NETWORK, ""),
            "analyst": (Role.ANALYST, ScopeKind.NETWORK, ""),
            "liaison": (Role.LIAISON, ScopeKind.INSTITUTION, HERS),
            "liaison elsewhere": (Role.LIAISON, ScopeKind.INSTITUTION, OTHER),
            "coordinator without second factor": (Role.COORDINATOR, ScopeKind.NETWORK, ""),
            "coordinator of the network": (Role.COORDINATOR, ScopeKind.NETWORK, ""),
            "coordinator of her territory": (Role.COORDINATOR, ScopeKind.TERRITORY, str(near.pk)),
            "coordinator of another territory": (Role.COORDINATOR, ScopeKind.TERRITORY, str(far.pk)),
            "coordinator of her institution": (Role.COORDINATOR, ScopeKind.INSTITUTION, HERS),
            "coordinator of her group": (Role.COORDINATOR, ScopeKind.GROUP, GROUP),
        }
        for role in ROLES[1:]:
            world.accounts[role] = UserFactory(factor="without" not in role)
            if role in held:
                what, scope, key = held[role]
                Grant.objects.create(
                    user=world.accounts[role], role=what, scope=scope, key=key, starts_on=dt.date(2020, 1, 1)
                )
            if BLOCKED in world.women:
                world.block(world.women[BLOCKED], role)
        return world

    def woman(self, mode: str, *, post: bool = True, seat: bool = True, **given: Any) -> Person:
        """A woman of that mode, with a word in every text of hers; with a post and a seat of her own."""
        told = {name: word(name, mode) for name in TEXTS}
        told["email"] = f"{told['email']}@ejemplo.invalid"
        opened = {f"shows_{name}": audience for name, audience in OPENED.items()}
        person: Person = Person.objects.create(
            **{
                **told,
                **opened,
                "package_id": f"persona-{mode}",
                "visibility": VISIBLE if mode == BLOCKED else mode,
                "shows_as_holder": "public",
                "shows_ties": True,
                "account": UserFactory(email=f"{word('account', mode)}@ejemplo.invalid"),
                **given,
            }
        )
        person.tags.add(word("tag", mode))
        person.themes.add(ThemeFactory())
        bytes_of_it = ContentFile(word("photo", mode).encode(), name="foto.jpg")
        Photo.objects.create(
            uid=uuid5(person.uid, "photo"),  # her address would part two worlds that nothing else parts
            person=person,
            file=bytes_of_it,
            content_type="image/jpeg",
            alt=word("photo", mode),
        )
        AffiliationFactory(person=person, institution=self.hers)
        if post:
            held = PostFactory(package_id=f"puesto-{mode}", institution=self.hers, publication="public")
            AppointmentFactory(post=held, person=person, package_id=f"designacion-{mode}")
        if seat:
            SeatFactory(group=self.group, institution=self.hers, person=person, role="member")
        return person

    def block(self, woman: Person, role: str) -> None:
        Block.objects.create(
            blocker=woman, address_key=key_of(self.accounts[role].email), label=word("label", BLOCKED)
        )

    def viewer(self, role: str) -> Viewer:
        return viewer_for(self.accounts.get(role, AnonymousUser()))

    @cached_property
    def clients(self) -> dict[str, Client]:
        """A browser for each role, just logged in."""
        found = {}
        for role in ROLES:
            found[role] = Client(raise_request_exception=False)
            if role in self.accounts:
                found[role].force_login(self.accounts[role])
                has_just_logged_in(found[role], self.accounts[role])
        return found
