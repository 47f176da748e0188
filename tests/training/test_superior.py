"""What her superior is asked is copied into a chat: short, with its link, by the outward title alone."""

import pytest
from django.urls import reverse

from network.messages.forms import SHORT_ENOUGH
from network.office.queries import office
from training.enrolling import answer_for_superior
from training.links import consent_token
from training.mails import consent_text

from .steps import asked, coordinator, member, published, taught

pytestmark = pytest.mark.django_db


def waiting(**person):
    by = coordinator()
    edition = published(by=by, asks_consent=True, version=taught(title="Violencia laboral"))
    return by, asked(edition, member(**person))


def test_the_text_is_short_and_its_link_stands_alone_on_its_line():
    _by, row = waiting(name="Ana Prueba")
    text = consent_text(row, office())
    assert "Ana Prueba" in text
    assert "iolencia" not in text
    assert len(text) <= SHORT_ENOUGH
    (link,) = [line for line in text.splitlines() if consent_token(row.consent) in line]
    assert link.startswith("http")
    assert " " not in link


def test_she_copies_it_on_the_page_of_her_training(log_in):
    _by, row = waiting()
    client = log_in(user=row.person.account)
    address = reverse("edition", args=[row.edition.package_id])
    page = client.get(address).content.decode()
    assert consent_token(row.consent) in page
    assert 'data-copy="texto"' in page
    deed = reverse("edition_deed", args=[row.edition.package_id])
    assert "Ctrl+C" in client.post(deed, {"deed": "copy"}, follow=True).content.decode()
    answer_for_superior(consent=row.consent, consents=True, way="link")
    assert "data-copy" not in client.get(address).content.decode()


def test_so_does_the_desk_beside_the_letter_and_the_e_mail(log_in):
    by, row = waiting(name="Ana Prueba")
    client, key = log_in(user=by), row.edition.package_id
    address = reverse("desk_enrolment", args=[key, row.uid])
    superior = client.get(address).context["superior"]
    assert superior["text"] == consent_text(row, office())
    assert [client.get(url).status_code for _label, url in superior["forms"]] == [200, 200, 200]
    assert "Ctrl+C" in client.post(address, {"deed": "copy"}, follow=True).content.decode()
    row.refresh_from_db()
    assert row.state == "asked"
    answer_for_superior(consent=row.consent, consents=False, way="paper", by=by)
    assert client.get(address).context["superior"] is None


def test_of_whom_the_desk_may_not_see_there_is_no_text(log_in):
    by, row = waiting(visibility="protegida")
    page = log_in(user=by).get(reverse("desk_enrolment", args=[row.edition.package_id, row.uid]))
    assert page.context["superior"] is None
    assert consent_token(row.consent) not in page.content.decode()
