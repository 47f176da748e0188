"""What is asked of whoever enrols: what the opening session asks, her reasons, and who is her superior."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from events.web.enrol_form import PlaceForm
from network.web.desk.institutions_field import InstitutionsField
from training.enrolling import Superior
from training.enums import EnrolmentState, Entry
from training.models import Edition, Enrolment


class SuperiorFields(forms.Form):
    """Whoever is asked for consent, where the edition asks for it."""

    superior_name = forms.CharField(
        label=gettext_lazy("Name of your superior"), max_length=200, required=False
    )
    superior_post = forms.CharField(
        label=gettext_lazy("Post of your superior"), max_length=200, required=False
    )
    superior_email = forms.EmailField(
        label=gettext_lazy("E-mail of your superior"),
        help_text=gettext_lazy(
            "She gets a neutral message with a link to say yes or no. Leave it empty to print the letter, or "
            "to send the text yourself."
        ),
        max_length=254,
        required=False,
    )


def superior_of(said: dict[str, Any]) -> Superior:
    return Superior(
        name=said.get("superior_name", ""),
        post_title=said.get("superior_post", ""),
        email=said.get("superior_email", ""),
    )


class TrainingForm(PlaceForm):
    """Of a member who asks for a place by herself, or says yes to an invitation."""

    def __init__(
        self, *args: Any, edition: Edition, opening: Event, own: Enrolment | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, event=opening, is_visitor=False, **kwargs)
        more: dict[str, forms.Field] = {}
        is_invited = own is not None and own.state == EnrolmentState.INVITED
        if edition.entry == Entry.SELECTION and not is_invited:
            more["reasons"] = forms.CharField(
                label=_("Why you ask for it"),
                help_text=_("Whoever decides reads it. No cases, nothing about victims."),
                max_length=2000,
                widget=forms.Textarea({"rows": 4}),
            )
        if edition.asks_consent:
            more |= SuperiorFields.base_fields
        self.fields = {**more, **self.fields}
        self.fields["consent"].label = _(
            "I have read the privacy notice (version %(n)d) and agree that my data are used to organise this "
            "training and keep my place in it."
        ) % {"n": self.notice.version}


class OtherForm(SuperiorFields):
    """A liaison writes somebody of her institution in, who may have no account."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy(
            "Without it you tell her yourself. With that of a member, her record is used."
        ),
        max_length=254,
        required=False,
    )
    post_title = forms.CharField(label=gettext_lazy("Post"), max_length=200, required=False)
    institution = InstitutionsField(
        label=gettext_lazy("Institution, if you are the liaison of several"),
        single=True,
        required=False,
        max_length=250,
    )
    field_order = ("name", "email", "post_title", "institution")

    def __init__(self, *args: Any, edition: Edition, opening: Event, several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pools = [(pool.value, capfirst(str(pool.label))) for pool in opening.pools]
        self.fields["pool"] = forms.ChoiceField(
            label=_("How she takes part"),
            choices=pools,
            widget=forms.RadioSelect,
            initial=pools[0][0] if pools else "",
        )
        if not several:
            del self.fields["institution"]
        if not edition.asks_consent:
            for name in SuperiorFields.base_fields:
                del self.fields[name]
