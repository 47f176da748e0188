"""What this room holds of her: what she was told, how she wants it, which e-mails carried it."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import Notice, NoticeMail, Preference

COVERS = ("notices.Notice", "notices.NoticeMail", "notices.Preference")


def own(whose: Whose) -> list[Section]:
    if whose.account is None:
        return []
    return [
        section(
            "notices",
            _("Your notices"),
            Notice.objects.filter(to=whose.account),
            {
                "created_at": _("When"),
                "kind": _("Kind"),
                "says": _("Deed"),
                "words": _("Words"),
                "link": _("Page"),
                "read_at": _("Read on"),
            },
        ),
        section(
            "preferences",
            _("How you want to be told"),
            Preference.objects.filter(to=whose.account),
            {"kind": _("Kind"), "delivery": _("How")},
        ),
        section(
            "notice_mails",
            _("E-mails with notices"),
            NoticeMail.objects.filter(to=whose.account),
            {"made_at": _("When"), "delivery": _("How"), "mail_state": _("How the e-mail stands")},
        ),
    ]
