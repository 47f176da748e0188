"""Which roles of the desk end with the administration, and to whose account each passes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.accounts.models import Grant, User
from network.accounts.recent import recently_confirmed
from network.accounts.rules import may_pass_roles
from network.people.queries import names_of_accounts
from network.reports.closing_queries import roles_in_question, scope_names
from network.reports.closings import choose_roles
from network.reports.enums import GrantFate
from network.reports.models import AdministrationClosing

from ...audience import coordinators
from .choosing import prepared_or_404
from .overview import frame


@coordinators
@recently_confirmed
def closing_roles(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Only for administrators, who have just said their password again."""
    found, viewer = prepared_or_404(uid), request.viewer  # type: ignore[attr-defined]
    if not may_pass_roles(viewer):
        raise Http404
    grants = list(roles_in_question(found))
    chosen = {step.grant_id: step for step in found.grants.select_related("successor")}
    problems: list[str] = []
    typed = request.POST if request.method == "POST" else None
    if typed is not None and not typed.get("corregir"):
        fates, problems = _fates(grants, typed)
        if not problems and fates and not typed.get("confirmado"):
            return _confirm(request, found, grants, fates)
        if not problems:
            try:
                choose_roles(closing=found, fates=fates, viewer=viewer, by=request.user)  # type: ignore[arg-type]
            except ValidationError as error:
                problems = list(error.messages)
            else:
                messages.success(request, _("It is kept. No role has changed yet."))
                return redirect(found)
    called, places = names_of_accounts([one.user_id for one in grants], viewer), scope_names(grants)
    context = {
        **frame(found),
        "title": _("Roles that pass over"),
        "lead": _(
            "Whoever comes next holds the role from the day after. The network never remains without an "
            "administrator."
        ),
        "problems": problems,
        "fates": GrantFate.choices,
        "rows": [
            _row(grant, chosen.get(grant.pk), typed, called, request.user.pk, places[grant.pk])
            for grant in grants
        ],
    }
    status = 422 if problems else 200
    return render(request, "network/desk/closings/roles.html", context, status=status)


def _confirm(
    request: HttpRequest, found: AdministrationClosing, grants: list[Grant], fates: dict[int, User | None]
) -> HttpResponse:
    """What was chosen, role by role, read once more before it is kept."""
    viewer = request.viewer  # type: ignore[attr-defined]
    called, places = names_of_accounts([one.user_id for one in grants], viewer), scope_names(grants)
    context = {
        **frame(found),
        "title": _("Confirm who holds which role"),
        "lead": _(
            "From the day after %(date)s these accounts hold the roles, once the closing is applied. Read "
            "each e-mail letter by letter: whoever has it will see what the role sees."
        )
        % {"date": date_format(found.ends_on, "DATE_FORMAT")},
        "typed": [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"],
        "rows": [
            {
                "role": grant.get_role_display(),
                "where": places[grant.pk],
                "who": called.get(grant.user_id) or grant.user.get_full_name(),
                "is_me": grant.user_id == request.user.pk,
                "email": successor.email if successor else "",
            }
            for grant in grants
            if grant.pk in fates
            for successor in (fates[grant.pk],)
        ],
    }
    return render(request, "network/desk/closings/roles_confirm.html", context)


def _fates(grants: list[Grant], typed: Any) -> tuple[dict[int, User | None], list[str]]:
    """What was chosen for each role, by its key; and what is wrong, role by role."""
    fates: dict[int, User | None] = {}
    problems = []
    for number, one in enumerate(grants, 1):
        fate = typed.get(f"destino-{one.pk}", "")
        email = typed.get(f"correo-{one.pk}", "").strip().lower()
        if fate == GrantFate.ENDS:
            fates[one.pk] = None
        elif fate == GrantFate.PASSES:
            successor = User.objects.filter(email=email, is_active=True).first() if email else None
            if successor is None:
                text = _("Role %(n)s: no active account has the e-mail “%(email)s”. She needs one first.")
                problems.append(text % {"n": number, "email": email})
            else:
                fates[one.pk] = successor
    return fates, problems


def _row(
    grant: Grant, step: Any, typed: Any, called: dict[int, str], me: int | None, where: str
) -> dict[str, Any]:
    fate, email = "", ""
    if typed is not None:
        fate, email = typed.get(f"destino-{grant.pk}", ""), typed.get(f"correo-{grant.pk}", "")
    elif step is not None:
        fate = GrantFate.PASSES.value if step.successor else GrantFate.ENDS.value
        email = step.successor.email if step.successor else ""
    who = called.get(grant.user_id) or grant.user.get_full_name()
    return {
        "key": grant.pk,
        "who": _("%(name)s (you)") % {"name": who} if grant.user_id == me else who,
        "role": grant.get_role_display(),
        "where": where,
        "fate": fate,
        "email": email,
    }


urlpatterns = [path("gestion/cierre/<uuid:uid>/cuentas/", closing_roles, name="closing_roles")]
