"""Posts open and change with a trace; only the administration opens a reserved one."""

import pytest
from django.core.exceptions import ValidationError

from network.accounts.enums import Role
from network.accounts.services import grant
from network.institutions.enums import Publication
from network.institutions.governments import (
    GovernmentParticulars,
    change_government,
    record_government,
    retract_government,
)
from network.institutions.models import GovernmentTerm, Post
from network.institutions.queries import governments_of, posts_told_by
from network.institutions.services import PostParticulars, change_post, create_post
from network.journal.models import Entry
from network.vocabulary.models import Territory
from tests.factories.accounts import UserFactory
from tests.factories.records import InstitutionFactory, MechanismFactory, PostFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def account(role):
    user = UserFactory()
    grant(user=user, role=role, by=None)
    return user


def says(**changed):
    values = {"name": "Enlace de género", "kind": "enlace", "publication": Publication.NETWORK}
    return PostParticulars(**{**values, **changed})


def test_a_new_post_belongs_to_its_institution_and_stands_in_the_journal():
    mechanism, user = MechanismFactory(), account(Role.COORDINATOR)
    post = create_post(
        institution=mechanism.institution, says=says(name="  Enlace   A ", mechanism=mechanism), by=user
    )
    post.refresh_from_db()
    assert (post.name, post.institution, post.mechanism, post.publication) == (
        "Enlace A",
        mechanism.institution,
        mechanism,
        "network",
    )
    entry = Entry.objects.get(verb="create_post")
    assert (entry.actor, entry.subject_uid, entry.after["institution"]) == (
        user,
        post.uid,
        mechanism.institution.package_id,
    )


@pytest.mark.parametrize(
    ("wrong", "field"), [({"name": " "}, "name"), ({"kind": "jefatura"}, "kind"), ({"kind": ""}, "kind")]
)
def test_a_post_without_name_or_of_no_known_kind_is_refused(wrong, field):
    with pytest.raises(ValidationError) as refused:
        create_post(institution=InstitutionFactory(), says=says(**wrong), by=None)
    assert list(refused.value.message_dict) == [field]
    assert not Post.objects.exists()


def test_a_post_may_serve_the_mechanism_of_another_institution():
    mechanism = MechanismFactory()
    post = create_post(institution=InstitutionFactory(), says=says(mechanism=mechanism), by=None)
    assert post.mechanism == mechanism


def test_a_change_keeps_the_values_before_and_after_and_no_change_leaves_no_trace():
    post = create_post(institution=InstitutionFactory(), says=says(), by=None)
    change_post(post=post, says=says(), by=None)
    change_post(post=post, says=says(publication=Publication.PUBLIC, note="Nuevo"), by=None, reason="Acuerdo")
    (entry,) = Entry.objects.filter(verb="change_post")
    assert (entry.before, entry.after, entry.reason) == (
        {"note": "", "publication": "network"},
        {"note": "Nuevo", "publication": "public"},
        "Acuerdo",
    )


def test_a_coordinator_closes_a_post_to_sight_and_never_opens_one():
    post, user = PostFactory(publication="public"), account(Role.COORDINATOR)
    change_post(post=post, says=says(publication=Publication.RESERVED), by=user)
    with pytest.raises(ValidationError) as refused:
        change_post(post=post, says=says(publication=Publication.NETWORK), by=user, reason="Quiero ver")
    assert refused.value.message_dict == {
        "publication": ["Solo la administración puede abrir un puesto reservado."]
    }
    post.refresh_from_db()
    assert post.publication == "reserved"


def test_the_administration_opens_a_reserved_post_for_a_reason():
    post, user = PostFactory(publication="reserved"), account(Role.ADMINISTRATOR)
    with pytest.raises(ValidationError) as refused:
        change_post(post=post, says=says(), by=user)
    assert refused.value.message_dict == {"reason": ["Diga por qué se abre el puesto reservado."]}
    assert change_post(post=post, says=says(), by=user, reason="Ya no hay riesgo").publication == "network"


def noted(**says):
    return record_government(says=GovernmentParticulars(**says), by=None)


def test_the_governments_of_an_institution_are_those_of_its_nearest_place():
    region = TerritoryFactory()
    town = Territory.objects.create(kind="municipality", name="Guadalajara", parent=region)
    institution = InstitutionFactory(country="MX", region=region, municipality=town)
    assert list(governments_of(institution)) == []
    noted(name="Nación", started="2018-12-01", ended="", country="MX")
    assert [str(term) for term in governments_of(institution)] == ["Nación"]
    for name, started in (("Segunda", "2021-10"), ("Primera", "2018-10")):
        noted(name=name, started=started, ended="", municipality=town, region=region)
    assert [str(term) for term in governments_of(institution)] == ["Primera", "Segunda"]
    assert [str(term) for term in governments_of(InstitutionFactory())] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"started": ""},
        {"name": ""},
        {"started": "2024", "ended": "2021"},
        {"country": ""},
        {"started": "2018-12-01"},
    ],
)
def test_a_government_has_a_name_a_place_and_dates_of_its_own(wrong):
    noted(name="Anterior", started="2018-12-01", ended="", country="MX")
    with pytest.raises(ValidationError):
        noted(**{"name": "Otro", "started": "2024", "ended": "", "country": "MX", **wrong})
    assert GovernmentTerm.objects.count() == 1


def test_the_posts_told_by_a_government_are_those_whose_nearest_place_it_is():
    region = TerritoryFactory()
    town = Territory.objects.create(kind="municipality", name="Guadalajara", parent=region)
    there, near, far = (
        PostFactory(institution=InstitutionFactory(country="MX", **place))
        for place in ({"region": region, "municipality": town}, {"region": region}, {})
    )
    nation = noted(name="Nación", started="2018", ended="", country="MX")
    assert set(posts_told_by(nation)) == {there, near, far}
    state = noted(name="Estado", started="2018", ended="", region=region)
    council = noted(name="Municipio", started="2018", ended="", region=region, municipality=town)
    assert [list(posts_told_by(one)) for one in (council, state, nation)] == [[there], [near], [far]]
    for post, term in ((there, council), (near, state), (far, nation)):
        assert list(governments_of(post.institution)) == [term]


def test_a_government_is_corrected_and_removed_for_a_reason_that_the_journal_keeps():
    term = noted(name="Gobierno 2018", started="2018", ended="", country="MX")
    says = GovernmentParticulars(name="Gobierno 2018–2024", started="2018-12-01", ended="", country="MX")
    with pytest.raises(ValidationError):
        change_government(government=term, says=says, by=None, reason=" ")
    change_government(government=term, says=says, by=None, reason="Faltaba el día")
    entry = Entry.objects.get(verb="change_government")
    assert (entry.before, entry.reason) == ({"name": "Gobierno 2018", "started": "2018"}, "Faltaba el día")
    with pytest.raises(ValidationError):
        retract_government(government=term, by=None, reason="")
    retract_government(government=term, by=None, reason="Era de otro lugar")
    assert not GovernmentTerm.objects.exists()
    assert Entry.objects.get(verb="retract_government").before["started"] == "2018-12-01"
