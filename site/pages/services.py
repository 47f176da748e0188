"""Setting up the public site."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Locale, Page, Site

from .first_words import first_words
from .models import HomePage

_OFFICES = ("target", "who_may_join")  # what the office may say instead of the page
_WAGTAIL_WELCOME = "Welcome to your new Wagtail site!"


@transaction.atomic
def ensure_site(*, contact_email: str = "", by_office: bool = False) -> HomePage:
    """Create what a new installation lacks: languages, the home in both, site, permissions.

    Whatever is already there stays as its editors left it. `by_office` leaves open who may join and how many
    are aimed at: the home then says what the office says.
    """
    locales = [Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES]
    site = Site.objects.filter(is_default_site=True).first()
    home = HomePage.objects.filter(locale=locales[0]).first()
    if home is None:
        words = first_words(locales[0].language_code)
        root = Page.get_first_root_node()
        said = {name: text for name, text in words["home"].items() if not (by_office and name in _OFFICES)}
        home = root.add_child(instance=HomePage(locale=locales[0], contact_email=contact_email, **said))
        _published(home)
        _translate(home, locales, "home", without=_OFFICES if by_office else ())
        _let_editors_translate()
    _translate(home, locales, "home")
    _point_at(home, site)
    return home


def _translate(page: HomePage, locales: list[Locale], name: str, without: tuple[str, ...] = ()) -> None:
    """Give the page the translations it lacks, in our own words rather than as copies."""
    for locale in locales[1:]:
        if not page.has_translation(locale):
            translated = page.copy_for_translation(locale)
            for field, value in first_words(locale.language_code)[name].items():
                if field not in without:
                    setattr(translated, field, value)
            _published(translated)


def _published(page: Page) -> None:
    page.save_revision().publish()


def _point_at(home: HomePage, site: Site | None) -> None:
    """Make the home the root of the default site, which answers for every host. Other roots stay."""
    if site is None:
        Site.objects.create(
            hostname="localhost", port=settings.ENTRAMADO_PORT, root_page=home, is_default_site=True
        )
        return
    old = site.root_page
    if old.specific_class is not Page:
        return
    site.root_page, site.port = home, settings.ENTRAMADO_PORT
    site.save()
    if old.title == _WAGTAIL_WELCOME and old.is_leaf() and not old.revisions.exists():
        old.delete()


def _let_editors_translate() -> None:
    """Wagtail lets its two groups edit pages and images; translating came with another package."""
    permission = Permission.objects.get(
        content_type__app_label="wagtail_localize", codename="submit_translation"
    )
    for group in Group.objects.filter(name__in=("Editors", "Moderators")):
        group.permissions.add(permission)
