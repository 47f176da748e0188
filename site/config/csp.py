"""The content security policy: one for the house, and what the editor's admin cannot do without."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase

EDITOR = "/cms/"
# Wagtail starts its date choosers in the page, its text editor places things by inline styles, pictures are
# seen before they are sent, and previews stand in a frame of its own. Of other hosts nothing is let in.
EXCEPTIONS = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
}


class HouseCSPMiddleware(CSPMiddleware):
    """The policy of settings; below `/cms/` with the exceptions of Wagtail's admin, and no others.

    A preview there says itself who may frame it, and is held to the house's policy like the page it shows.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(EDITOR) and not parts.replace and not report_only:
            parts.replace = EXCEPTIONS
        return parts
