"""What becomes of certificates when the data of whoever holds them are erased, and what her copy holds."""

import pytest
from django.urls import reverse

from network.rights.erasing import _erase
from network.rights.whose import whose_of
from training.certificates.revoking import choose
from training.certificates.signing import is_genuine
from training.models import Certificate
from training.own_data import own

from ..over import completed, issued, learner

pytestmark = pytest.mark.django_db


def test_by_default_nothing_of_it_is_left_and_its_page_says_so(client) -> None:
    ana, eva = learner("Ana María López Prado"), learner("Eva Ruiz Casas")
    rows = {row.person_id: row for row in issued(completed(ana, eva))}
    code = rows[ana.pk].code
    _erase(whose_of(ana))
    row = Certificate.objects.get(code=code)
    assert (row.state, row.content, row.signature, row.person, row.enrolment) == (
        "erased",
        {},
        "",
        None,
        None,
    )
    said = client.get(reverse("certificate", args=[code])).content.decode()
    assert "se suprimió a petición de su titular" in said
    assert "Ana María" not in said
    other = Certificate.objects.select_related("key").get(person=eva)
    assert is_genuine(other)


def test_by_her_choice_it_goes_on_being_verified(client) -> None:
    ana = learner("Ana María López Prado")
    (row,) = issued(completed(ana))
    choose(certificate=row, person=ana, by=ana.account, is_shown=True, stays=True)
    _erase(whose_of(ana))
    kept = Certificate.objects.select_related("key").get(pk=row.pk)
    assert (kept.state, kept.person, kept.enrolment, kept.is_shown) == ("issued", None, None, False)
    assert is_genuine(kept)
    said = client.get(reverse("certificate", args=[row.code])).content.decode()
    assert "Ana María López Prado" in said


def test_her_copy_holds_what_was_signed() -> None:
    ana, eva = learner("Ana"), learner("Eva")
    issued(completed(ana, eva))
    sections = {one.key: one for one in own(whose_of(ana))}
    (line,) = sections["training_certificates"].rows
    assert line[6][0]["name"] == "Ana"
