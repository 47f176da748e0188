"""Once an edition is closed its pages go on telling: who was there, how it ended, what she got."""

import pytest
from django.urls import reverse

from events.enums import Attendance
from training.progress.closing import close

from .over import coordinator, given, learner

pytestmark = pytest.mark.django_db


def test_the_grid_tells_who_was_there_and_how_it_ended(log_in) -> None:
    ana, eva = learner("Ana Presente"), learner("Eva Ausente")
    edition = given(ana, absent=(eva,))
    hers = edition.enrolments.get(person=eva)
    close(edition=edition, by=coordinator(), otherwise={hers.pk: "Entregó en papel"})
    page = log_in(user=coordinator()).get(reverse("edition_progress", args=[edition.package_id]))
    told = {
        line["name"]: (line["badge"].label, [str(cell["noted"]) for cell in line["sessions"]])
        for line in page.context["lines"]
    }
    assert told == {
        "Ana Presente": ("terminada", [str(Attendance.PRESENT.label)]),
        "Eva Ausente": ("terminada", [str(Attendance.ABSENT.label)]),
    }
    shown = page.content.decode()
    assert "<select" not in shown
    assert shown.count(f">{Attendance.ABSENT.label}</td>") == 1


def test_whoever_completed_it_is_led_to_what_she_got(log_in) -> None:
    ana, eva = learner(), learner()
    edition = given(ana, absent=(eva,))
    close(edition=edition, by=coordinator())
    leads = {}
    for person in (ana, eva):
        row = edition.enrolments.get(person=person)
        page = log_in(user=person.account).get(reverse("own_enrolment", args=[row.uid]))
        leads[person] = f'href="{reverse("own_certificates")}"' in page.content.decode()
    assert leads == {ana: True, eva: False}


def test_the_page_of_an_edition_leads_a_learner_to_her_progress(log_in) -> None:
    ana = learner()
    edition = given(ana)
    row = edition.enrolments.get()
    mine = f'href="{reverse("own_enrolment", args=[row.uid])}"'
    page = log_in(user=ana.account).get(reverse("edition", args=[edition.package_id]))
    assert page.content.decode().count(mine) == 1
    close(edition=edition, by=coordinator())
    page = log_in(user=ana.account).get(reverse("edition", args=[edition.package_id]))
    assert mine in page.content.decode()
    assert page.context["own"]["place"] == ""
