"""What editors write of an event: it shows where and to whom the event shows, and moves no seat."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail_localize.models import Translation, TranslationSource

from events.models import Event
from events.publishing import discard, write
from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import viewer_for
from pages.event_pages import begin_page, offered, pages_folder
from pages.jobs import JOBS
from pages.models import EventPage, HomePage
from tests.events.test_line import coordinator, enrolled, member
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
SECRET = "Zafiro"


@pytest.fixture
def event(home: HomePage) -> Event:
    """With one seat of two taken, and three who wait."""
    row: Event = EventFactory(seats_on_site=2, title="Cuidados en red")
    for _each in range(5):
        enrolled(row)
    return row


def page_of(event: Event, *, text: str = "Primera versión", publish: bool = True) -> EventPage:
    page = begin_page(event=event, by=coordinator())
    page.lead = text
    revision = page.save_revision()
    if publish:
        revision.publish()
    return EventPage.objects.get(pk=page.pk)


def seats(event: Event) -> tuple[Any, ...]:
    """All that a page must never move."""
    row = Event.objects.get(pk=event.pk)
    places = row.registrations.order_by("pk").values_list("pk", "state", "turn")
    return (row.seats_on_site, row.seats_online, row.state, row.sequence, row.starts_at, *places)


def shown(event: Event, client: Client | None = None, prefix: str = "") -> str:
    return (client or Client()).get(f"{prefix}/eventos/{event.package_id}/").content.decode()


def editor(log_in: Any, **said: Any) -> Client:
    client: Client = log_in(Role.COORDINATOR, **said)
    client.user.groups.add(*Group.objects.filter(name__in=("Editors", "Moderators")))  # type: ignore[attr-defined]
    return client


def test_a_draft_shows_nothing_and_what_is_published_stands_on_the_page_of_the_event(event: Event) -> None:
    page = page_of(event, publish=False)
    before = seats(event)
    assert "Primera versión" not in shown(event)
    page.get_latest_revision().publish()
    assert "Primera versión" in shown(event)
    page.refresh_from_db()
    page.unpublish()
    assert "Primera versión" not in shown(event)
    assert "Cuidados en red" in shown(event)
    assert seats(event) == before


def test_an_old_revision_brings_its_words_back_and_no_seat(event: Event) -> None:
    page = page_of(event)
    old = page.latest_revision
    write(event=event, by=coordinator(), seats_on_site=4)
    page.lead = "Segunda versión"
    page.save_revision().publish()
    before = seats(event)
    old.publish()
    assert "Primera versión" in shown(event)
    assert seats(event) == before
    assert EventPage.objects.get(pk=page.pk).event == event


def test_no_revision_says_of_which_event_a_page_is(event: Event) -> None:
    page, other = page_of(event), EventFactory(title="Otro")
    revision = page.save_revision()
    revision.content = revision.content | {"event": other.pk}
    revision.save()
    revision.publish()
    assert EventPage.objects.get(pk=page.pk).event == event
    assert "Primera versión" not in shown(other)


def test_a_copy_is_a_template_of_no_event(event: Event) -> None:
    page = page_of(event)
    page.save_revision()
    before = seats(event)
    copy = page.copy(update_attrs={"slug": "copia", "title": "Copia"}, copy_revisions=True, keep_live=True)
    copy = EventPage.objects.get(pk=copy.pk)
    assert (copy.event, copy.lead) == (None, "Primera versión")
    copy.get_latest_revision().publish()
    assert EventPage.objects.get(pk=copy.pk).event is None
    assert shown(event).count("Primera versión") == 1
    assert Client().get("/paginas-de-eventos/copia/").status_code == 404
    assert seats(event) == before


def test_a_page_begins_with_another_ones_words(event: Event) -> None:
    page_of(event)
    other, by = EventFactory(title="Otro"), coordinator()
    made = begin_page(event=other, by=by, like=EventPage.objects.get(event=event))
    assert (made.event, made.lead, made.live) == (other, "Primera versión", False)
    assert Event.objects.get(pk=other.pk).registrations.count() == 0


def test_there_is_one_page_of_an_event_in_each_language(event: Event) -> None:
    page_of(event)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventPage.objects.filter(pk=page_of(EventFactory()).pk).update(translation_key=event.uid)


def test_a_translation_is_of_the_same_event_and_moves_no_seat(event: Event) -> None:
    page = page_of(event)
    before, english = seats(event), Locale.objects.get(language_code="en")
    copy = page.copy_for_translation(english)
    copy.lead = "First version"
    copy.save_revision().publish()
    copy = EventPage.objects.get(pk=copy.pk)
    assert copy.event == event
    assert ("Primera versión" in shown(event), "First version" in shown(event)) == (True, False)
    told = shown(event, prefix="/en")
    assert ("First version" in told, "Primera versión" in told) == (True, False)
    assert seats(event) == before


def test_the_translators_tool_keeps_the_event_too(event: Event) -> None:
    page, english = page_of(event), Locale.objects.get(language_code="en")
    before = seats(event)
    source, _made = TranslationSource.get_or_create_from_instance(page)
    Translation.objects.create(source=source, target_locale=english).save_target()
    made = EventPage.objects.get(locale=english)
    assert (made.event, made.slug) == (event, page.slug)
    assert seats(event) == before


def test_without_a_translation_the_other_language_stands_there(event: Event) -> None:
    page_of(event)
    assert "Primera versión" in shown(event, prefix="/en")


def test_a_page_is_published_and_taken_down_by_its_own_schedule(event: Event) -> None:
    page, before = page_of(event, publish=False).get_latest_revision_as_object(), seats(event)
    [job] = [one for one in JOBS if one.name == "pages_planned"]
    now = timezone.now()
    page.go_live_at, page.expire_at = now + dt.timedelta(hours=2), now + dt.timedelta(days=2)
    page.save_revision(approved_go_live_at=page.go_live_at).publish()
    job.run()
    assert "Primera versión" not in shown(event)
    for hours, is_there in ((3, True), (60, False)):
        with time_machine.travel(now + dt.timedelta(hours=hours), tick=False):
            job.run()
            job.run()
            assert ("Primera versión" in shown(event)) is is_there
    assert seats(event) == before


def test_the_event_alone_says_who_sees_it(home: HomePage, log_in: Any) -> None:
    event = EventFactory(audience="members", title=SECRET)
    page = page_of(event, text=SECRET)
    address, unknown = f"/paginas-de-eventos/{page.slug}/", "/paginas-de-eventos/no-existe/"
    visitor, inside = Client(), log_in(user=member().account)
    for client, path in ((visitor, address), (visitor, unknown), (log_in(Role.ANALYST), address)):
        assert client.get(path).status_code == 404
    assert SECRET not in visitor.get(address).content.decode()
    assert SECRET not in visitor.get(event.get_absolute_url(), follow=True).content.decode()
    found = inside.get(address)
    assert (found.status_code, found["Location"]) == (302, event.get_absolute_url())
    assert SECRET in shown(event, inside)
    Event.objects.filter(pk=event.pk).update(state="draft", published_at=None)
    assert inside.get(address).status_code == 404


def test_no_sitemap_search_or_interface_tells_of_it(home: HomePage, log_in: Any) -> None:
    members, public = EventFactory(audience="members", title=SECRET), EventFactory(title="Para todas")
    hidden, seen = page_of(members, text=SECRET), page_of(public)
    assert hidden.get_sitemap_urls() == []
    assert [one["location"].endswith(public.get_absolute_url()) for one in seen.get_sitemap_urls()] == [True]
    call_command("update_index", verbosity=0)
    assert list(get_search_backend().search(SECRET, Page)) == []
    assert EventPage.get_indexed_objects().count() == 0
    for path in ("/sitemap.xml", "/api/v2/pages/", f"/paginas-de-eventos/{hidden.slug}"):
        assert SECRET not in Client().get(path, follow=True).content.decode()


def test_the_folder_leads_to_the_events(event: Event) -> None:
    page_of(event)
    for path, there in (("/paginas-de-eventos/", "/eventos/"), ("/en/event-pages/", "/en/eventos/")):
        assert Client().get(path)["Location"] == there


def test_its_address_is_that_of_the_event(event: Event) -> None:
    page = page_of(event)
    assert page.url == f"/eventos/{event.package_id}/"
    copy = page.copy_for_translation(Locale.objects.get(language_code="en"))
    assert copy.url == f"/en/eventos/{event.package_id}/"


def test_whoever_edits_pages_but_does_not_run_the_event_reads_nothing_of_its_page(
    home: HomePage, log_in: Any
) -> None:
    event = EventFactory(audience="members", title=SECRET, outward_title="Actividad")
    page = page_of(event, text=SECRET)
    stranger = editor(log_in, scope=ScopeKind.INSTITUTION, key="otra")
    superuser = log_in(user=UserFactory(is_superuser=True))
    root = f"/cms/pages/{page.pk}"
    revision = page.latest_revision_id
    for client in (stranger, superuser):
        for path in (
            f"{root}/edit/", f"{root}/edit/preview/", f"{root}/history/", f"{root}/copy/", f"{root}/delete/",
            f"{root}/unpublish/", f"{root}/revisions/{revision}/view/", f"{root}/usage/", f"{root}/privacy/",
            f"{root}/revisions/{revision}/revert/", f"{root}/revisions/compare/earliest...latest/",
            f"{root}/view_draft/", f"/cms/pages/{page.get_parent().pk}/", "/cms/reports/site-history/",
            f"/cms/choose-page/{page.get_parent().pk}/", "/cms/reports/aging-pages/", "/cms/",
            f"/cms/pages/search/?q={SECRET}", f"/cms/choose-page/search/?q={SECRET}",
            f"/cms/bulk/wagtailcore/page/delete/?id={page.pk}&next=/cms/",
        ):  # fmt: skip
            told = client.get(path, follow=True).content.decode()
            for echo in (f'value="{SECRET}"', f"q={SECRET}", f"“{SECRET}”", f"<em>{SECRET}</em>"):
                told = told.replace(echo, "")
            assert SECRET not in told, path
            assert "q=" not in path or f"/cms/pages/{page.pk}/" not in told, path
        client.post(f"{root}/unpublish/")
        client.post(f"/cms/bulk/wagtailcore/page/unpublish/?id={page.pk}&next=/cms/")
        assert EventPage.objects.get(pk=page.pk).live
        for path in (f"/cms/pages/{page.get_parent().pk}/", f"/cms/choose-page/{page.get_parent().pk}/"):
            assert f"/cms/pages/{page.pk}/" not in client.get(path).content.decode(), path
    allowed = editor(log_in)
    assert SECRET in allowed.get(f"{root}/edit/").content.decode()
    assert f"/cms/pages/{page.pk}/" in allowed.get(f"/cms/pages/{page.get_parent().pk}/").content.decode()


def test_a_coordinator_begins_writes_previews_and_publishes_it_from_the_desk(
    event: Event, log_in: Any
) -> None:
    client, before = editor(log_in), seats(event)
    there = reverse("desk_event_page", args=[event.package_id])
    assert there in client.get(reverse("desk_event", args=[event.package_id])).content.decode()
    assert client.get(there).status_code == 200
    begun = client.post(there, {"like": ""})
    page = EventPage.objects.get(event=event)
    assert begun["Location"] == f"/cms/pages/{page.pk}/edit/"
    assert client.get(there)["Location"] == begun["Location"]
    form = nested_form_data(
        {
            "title": "Otro título",
            "slug": page.slug,
            "lead": "Lo que haremos",
            "picture": "",
            "body": streamfield([("paragraph", rich_text("<p>Traiga su agenda.</p>"))]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
    )
    assert client.post(f"/cms/pages/{page.pk}/edit/", form).status_code == 302
    assert "Lo que haremos" not in shown(event)
    preview = client.get(f"/cms/pages/{page.pk}/view_draft/").content.decode()
    assert ("Lo que haremos" in preview, "Cuidados en red" in preview) == (True, True)
    client.post(f"/cms/pages/{page.pk}/edit/", form | {"action-publish": "1"})
    page.refresh_from_db()
    assert (page.title, page.event) == ("Cuidados en red", event)
    assert "Traiga su agenda." in shown(event)
    assert seats(event) == before


def test_only_whoever_edits_pages_and_runs_the_event_begins_its_page(event: Event, log_in: Any) -> None:
    there = reverse("desk_event_page", args=[event.package_id])
    assert log_in(Role.COORDINATOR).get(there).status_code == 404
    assert log_in(Role.MEMBER).get(there).status_code == 404
    assert editor(log_in, scope=ScopeKind.INSTITUTION, key="otra").get(there).status_code == 404
    assert (
        there
        not in log_in(Role.COORDINATOR).get(reverse("desk_event", args=[event.package_id])).content.decode()
    )


def test_what_is_offered_to_begin_with_are_pages_of_hers(event: Event, log_in: Any) -> None:
    page = page_of(event)
    client = editor(log_in)
    template = page.copy(update_attrs={"slug": "mia"}, user=client.user)  # type: ignore[attr-defined]
    page.copy(update_attrs={"slug": "ajena"}, user=UserFactory())
    found = offered(viewer_for(client.user), client.user)  # type: ignore[attr-defined]
    assert {one.pk for one in found} == {page.pk, template.pk}


def test_a_draft_that_is_discarded_leaves_a_template_behind(home: HomePage) -> None:
    event, by = EventFactory(draft=True), coordinator()
    page = page_of(event)
    discard(event=event, by=by)
    assert EventPage.objects.get(pk=page.pk).event is None
    assert Client().get(f"/paginas-de-eventos/{page.slug}/").status_code == 404


def test_the_page_of_an_event_takes_the_same_queries_with_a_page_and_its_translation(event: Event) -> None:
    def taken() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(event)
        return len(queries)

    shown(event)
    without = taken()
    page = page_of(event)
    one = taken()
    page.copy_for_translation(Locale.objects.get(language_code="en")).save_revision().publish()
    assert (one, taken()) == (without, without)
    assert pages_folder().pk
