"""The agreements in force that whoever takes over a post finds, with who stands on the other side."""

from collections.abc import Collection
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.vocabulary.chapters import Chapter, Row
from network.vocabulary.partial_date import PartialDate

from .enums import AgreementStatus
from .models import Agreement
from .queries import parties_beside
from .rules import status_badge, validity_words

OVER = (AgreementStatus.EXPIRED, AgreementStatus.TERMINATED)


def is_over(agreement: Agreement) -> bool:
    """By its state, or because the last day until which it holds has passed."""
    if agreement.status in OVER:
        return True
    return bool(agreement.valid_until and PartialDate(agreement.valid_until).last_day < timezone.localdate())


def _rows(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    found = []
    parties = parties_beside(post.institution, viewer)
    for agreement, group in groupby(parties, key=lambda party: party.agreement):
        others = [party.institution.called for party in group if party.institution_id != post.institution_id]
        if is_over(agreement) if keys is None else agreement.package_id not in keys:
            continue
        signed, until = validity_words(agreement)
        cells = (agreement.title, ", ".join(others), signed, until, status_badge(agreement).label)
        found.append(Row(agreement.package_id, cells))
    return found


CHAPTERS = (
    Chapter(
        name="agreements",
        label=_("Agreements in force"),
        absent=_("The institution has no agreement in force on record."),
        order=30,
        columns=(_("Agreement"), _("Counterparts"), _("Signed"), _("Valid"), _("State")),
        rows=_rows,
    ),
)
