"""What a commitment says is corrected, and who reads it decided, by whoever coordinates the network."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.accounts.viewer import PUBLIC
from network.commitments.editing import correct_commitment, publish_commitment
from network.commitments.following import make_commitment
from network.commitments.models import Commitment
from network.commitments.queries import visible_to
from network.commitments.search_documents import affected
from network.journal.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.records import AgreementFactory, CommitmentFactory, InstitutionFactory, ThemeFactory
from tests.factories.resources import PlanFactory

pytestmark = pytest.mark.django_db


def coordinator(**scope):
    user = UserFactory()
    grant(user=user, role=Role.COORDINATOR, by=None, **scope)
    return user


def correct(row, **changed):
    said = {"text": row.text, "theme": row.theme, "reason": "Se copió mal", "by": None}
    return correct_commitment(commitment=row, **{**said, **changed})


def test_under_a_plan_it_names_the_plan_and_is_internal():
    plan = PlanFactory()
    row = make_commitment(
        by=coordinator(), debtor=plan.institution, text="Formar a todas", theme=ThemeFactory(), plan=plan
    )
    assert (row.plan, row.agreement, row.is_public) == (plan, None, False)
    assert Entry.objects.get(verb="make_commitment").after["plan"] == plan.package_id


def test_it_comes_from_one_place_alone_by_hand_and_in_the_database():
    row, plan = CommitmentFactory(), PlanFactory()
    with pytest.raises(ValidationError) as caught:
        correct(row, agreement=row.agreement, plan=plan)
    assert list(caught.value.message_dict) == ["plan"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=row.pk).update(plan=plan)


def test_a_correction_keeps_what_it_said_and_why():
    row = CommitmentFactory(agreement=None, text="Capasitar", creditor=(was := InstitutionFactory()))
    creditor, plan = InstitutionFactory(), PlanFactory()
    corrected = correct(row, text=" Capacitar  a todas ", creditor=creditor, plan=plan, by=coordinator())
    assert (corrected.text, corrected.creditor, corrected.plan) == ("Capacitar a todas", creditor, plan)
    entry = Entry.objects.get(verb="correct_commitment")
    assert entry.before == {"text": "Capasitar", "creditor": was.package_id, "plan": ""}
    assert (entry.after["text"], entry.reason) == ("Capacitar a todas", "Se copió mal")
    ((_kind, followed),) = affected(corrected)  # the search forgets it where it was owed to
    assert set(followed) == {row.debtor_id, creditor.pk, was.pk}
    correct(corrected, creditor=creditor, plan=plan)
    assert Entry.objects.filter(verb="correct_commitment").count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"text": " "}, "text"), ({"reason": " "}, "reason"), ({"creditor": "the debtor"}, "creditor")],
)
def test_what_is_wrong_is_named_by_its_field_and_nothing_is_kept(changed, field):
    row = CommitmentFactory(agreement=None, text="Como estaba")
    if "creditor" in changed:
        changed = {"creditor": row.debtor}
    with pytest.raises(ValidationError) as caught:
        correct(row, **changed)
    assert list(caught.value.message_dict) == [field]
    row.refresh_from_db()
    assert (row.text, Entry.objects.count()) == ("Como estaba", 0)


def test_under_an_agreement_its_sides_stay_parties():
    row = CommitmentFactory(agreement=None)
    with pytest.raises(ValidationError):
        correct(row, agreement=AgreementFactory())


def test_made_public_everyone_reads_it_but_never_before_its_agreement():
    free = CommitmentFactory(agreement=None, is_public=False)
    within = CommitmentFactory(agreement=AgreementFactory(is_public=False), is_public=False)
    net = coordinator()
    for row in (free, within):
        publish_commitment(commitment=row, by=net, is_public=True)
    assert list(visible_to(Commitment.objects.all(), PUBLIC)) == [free]
    publish_commitment(commitment=free, by=net, is_public=False)
    assert not visible_to(Commitment.objects.all(), PUBLIC).exists()
    verbs = Entry.objects.filter(subject_uid=free.uid).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["publish_commitment", "withdraw_commitment"]


def test_who_coordinates_a_side_of_it_alone_neither_corrects_nor_publishes():
    row = CommitmentFactory(agreement=None, is_public=False)
    hers = coordinator(scope=ScopeKind.INSTITUTION, key=row.debtor.package_id)
    with pytest.raises(ValidationError):
        publish_commitment(commitment=row, by=hers, is_public=True)
    with pytest.raises(ValidationError):
        correct(row, text="Otra cosa", by=hers)
    row.refresh_from_db()
    assert not row.is_public
