"""How the state and the validity of an agreement are told."""

from django.utils import timezone
from django.utils.translation import gettext as _

from network.vocabulary.panels import Badge
from network.vocabulary.partial_date import PartialDate

from .enums import AgreementStatus, PartyRole
from .models import Agreement, AgreementParty

_TONES = {
    AgreementStatus.IN_FORCE: "good",
    AgreementStatus.SIGNED: "good",
    AgreementStatus.IN_APPROVAL: "warn",
    AgreementStatus.DRAFT: "warn",
}


def status_badge(agreement: Agreement) -> Badge:
    status = AgreementStatus(agreement.status)
    return Badge(str(status.label), _TONES.get(status, "muted"))


def party_badge(party: AgreementParty) -> Badge:
    role = PartyRole(party.role)
    meanings = {
        PartyRole.PARTY: _("the agreement is between it and the other parties"),
        PartyRole.SIGNATORY: _("it signed the agreement"),
        PartyRole.SUPPORTER: _("it supports the agreement without being a party"),
    }
    return Badge(str(role.label), meaning=meanings[role])


def validity_words(agreement: Agreement) -> tuple[str, str]:
    """When it was signed and until when it holds; what no source says is called not recorded."""
    if agreement.signed_on:
        signed = _("signed: %(date)s") % {"date": PartialDate(agreement.signed_on).words}
    else:
        signed = _("no date of signing recorded")
    if not agreement.valid_until:
        return signed, _("no end recorded")
    end = PartialDate(agreement.valid_until)
    if end.last_day < timezone.localdate():
        return signed, _("it was valid until: %(date)s") % {"date": end.words}
    return signed, _("valid until: %(date)s") % {"date": end.words}
