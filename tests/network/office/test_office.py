"""One office, described once: its words, its letterhead, its country and its time."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from network.files.checking import checked_image
from network.journal.models import Entry
from network.office.kept import OfficeFacts, facts
from network.office.middleware import OfficeTimeMiddleware
from network.office.models import Office
from network.office.queries import is_described, office
from network.office.services import describe_office, letterhead
from network.vocabulary.words import country
from tests.network.files.test_checking import picture

pytestmark = pytest.mark.django_db


def described(**values: object) -> Office:
    given = {"network_name": "Red de Enlaces", "office_name": "Instituto Municipal de las Mujeres", **values}
    return describe_office(by=None, **given)


def test_before_anybody_described_it_there_is_an_empty_one() -> None:
    assert (is_described(), office().office_name, letterhead().lines) == (False, "", ())


def test_describing_twice_keeps_one_and_what_is_not_named_stays() -> None:
    described(telephone="33 1234 5678")
    described(email="oficina@ejemplo.invalid")
    assert Office.objects.count() == 1
    assert (office().telephone, office().email) == ("33 1234 5678", "oficina@ejemplo.invalid")


def test_the_database_refuses_a_second_one() -> None:
    described()
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.bulk_create([Office(pk=2, network_name="Otra", office_name="Otra")])


def test_the_letterhead_says_where_to_find_it() -> None:
    described(address="Mitla 386\nCol. Monumental", telephone="33 1234 5678", email="o@ejemplo.invalid")
    head = letterhead()
    assert head.name == "Instituto Municipal de las Mujeres"
    assert head.lines == ("Mitla 386", "Col. Monumental", "33 1234 5678 · o@ejemplo.invalid")
    assert head.logo is None


def test_a_logo_that_was_replaced_is_still_there_for_the_letters_under_it() -> None:
    first = described(logo=checked_image(picture("PNG"))).logo.name
    second = described(logo=checked_image(picture("JPEG"))).logo.name
    storage = Office._meta.get_field("logo").storage
    assert first != second
    assert storage.exists(first)
    assert storage.exists(second)
    assert letterhead().logo == storage.open(second).read()


def test_the_journal_tells_what_changed_and_nothing_else() -> None:
    described()
    described(telephone="33 1234 5678")
    entry = Entry.objects.filter(verb="describe_office").first()
    assert (entry.before, entry.after) == ({"telephone": ""}, {"telephone": "33 1234 5678"})


def test_what_does_not_exist_cannot_be_described() -> None:
    with pytest.raises(TypeError, match="colour"):
        described(colour="violet")
    with pytest.raises(ValidationError) as refused:
        described(time_zone="America/Atlantida")
    assert refused.value.message_dict == {"time_zone": ["“America/Atlantida” no es una zona horaria."]}


def test_the_office_decides_the_country_of_the_words() -> None:
    assert country() == "MX"
    described(country="CL")
    facts.forget()
    assert country() == "CL"


def test_the_time_is_that_of_the_office() -> None:
    facts.hold(OfficeFacts(time_zone="America/Santiago"))
    noon = dt.datetime(2026, 7, 1, 16, 0, tzinfo=dt.UTC)
    seen: list[dt.datetime] = []

    def page(request: object) -> HttpResponse:
        seen.append(timezone.localtime(noon))
        return HttpResponse()

    OfficeTimeMiddleware(page)(RequestFactory().get("/"))
    assert seen[0].hour == 12
    assert timezone.localtime(noon).hour == 10


def test_what_a_process_keeps_is_asked_for_once(django_assert_num_queries: object) -> None:
    described(country="CL")
    facts.forget()
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [facts().country for _ in range(3)] == ["CL", "CL", "CL"]


def test_a_pdf_is_no_logo() -> None:
    with pytest.raises(ValidationError):
        described(logo=checked_image(BytesIO(b"%PDF-1.7")))
