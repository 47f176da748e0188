"""Accounts that were slowed because they read too fast: administrators look whose they are."""

import datetime as dt

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.pace.desk_items import LATELY
from network.pace.queries import slowings_visible_to
from network.pace.rules import KEPT_FOR, MEMBERS, ON_DUTY
from network.people.queries import names_of_accounts

from ..audience import administrators
from ..listing import PER_PAGE


@administrators
def slowed(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    found = slowings_visible_to(viewer).select_related("account").order_by("-on", "-pk")
    lately = request.GET.get("dias") == str(LATELY.days)
    if lately:
        found = found.filter(on__gt=timezone.localdate() - LATELY)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    names = names_of_accounts([row.account_id for row in page.object_list], viewer)
    context = {
        "title": _("Accounts that read too fast"),
        "lead": _(
            "A member is shown up to %(members)s different people in an hour, whoever coordinates up to "
            "%(duty)s. Who wants more has to wait, and is listed here for %(days)s days; whom she looked at "
            "is kept nowhere."
        )
        % {"members": MEMBERS, "duty": ON_DUTY, "days": KEPT_FOR // dt.timedelta(days=1)},
        "page_obj": page,
        "rows": [(row, names.get(row.account_id) or str(row.account)) for row in page.object_list],
        "querystring": f"dias={LATELY.days}" if lately else "",
        "breadcrumb": [(_("Desk"), reverse("desk"))],
    }
    return render(request, "network/desk/pace.html", context)


urlpatterns = [path("gestion/cuentas-frenadas/", slowed, name="desk_pace")]
