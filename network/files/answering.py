"""Handing a stored file to a browser, so that it can do nothing there but be looked at."""

from typing import Any

from django.http import FileResponse


def file_response(opened: Any, *, name: str, content_type: str, inline: bool = False) -> FileResponse:
    """The file under that name. It is downloaded unless `inline`; either way nothing in it may run."""
    answer = FileResponse(opened, as_attachment=not inline, filename=name, content_type=content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
