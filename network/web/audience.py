"""Who may enter a page. Every view says it; `tests/test_house.py` fails on one that does not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import GrantFact, Viewer

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """For everyone. What each visitor sees in it is decided in the querysets."""
    view.audience = "public"  # type: ignore[attr-defined]
    return view


def insiders(view: View) -> View:
    """For the members' area: members, liaisons, coordinators, analysts, administrators.

    A visitor who has not logged in is sent to log in for every address, existing or not; an account
    without any grant finds nothing here. `ViewerMiddleware` keeps the page out of every store and index.
    """

    return _guarded(view, "insiders", lambda viewer: viewer.is_insider)


def holders(view: View) -> View:
    """For whoever has entered with an account, to look after that account: whatever her roles, or none."""
    return _guarded(view, "holders", lambda viewer: viewer.user_id is not None)


def coordinators(view: View) -> View:
    """For the desk of the network: coordinators and administrators of the whole network.

    Whoever coordinates a territory, an institution or a group alone finds nothing here, as a member does;
    what each may do to which record is still asked of the record's own room.
    """
    return _guarded(view, "coordinators", lambda viewer: viewer.runs_network)


def administrators(view: View) -> View:
    """For administrators of the whole network alone: what a coordinator may be the subject of."""
    return _guarded(view, "administrators", lambda viewer: GrantFact(Role.ADMINISTRATOR) in viewer.grants)


def recorders(view: View) -> View:
    """For the pages of actions: the desk's people, and whoever coordinates a territory or an institution.

    Which actions each sees and may record is asked of their room.
    """

    return _guarded(view, "recorders", lambda viewer: viewer.runs_network or coordinates_a_part(viewer))


def coordinates_a_part(viewer: Viewer) -> bool:
    """Whether she coordinates a territory or an institution."""
    scopes = (ScopeKind.TERRITORY, ScopeKind.INSTITUTION)
    return any(viewer.keys(Role.COORDINATOR, scope) for scope in scopes)


def _guarded(view: View, audience: str, admits: Callable[[Viewer], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not admits(request.viewer):  # type: ignore[attr-defined]
            raise Http404
        return view(request, *args, **kwargs)

    guarded.audience = audience  # type: ignore[attr-defined]
    return guarded
