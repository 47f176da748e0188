"""A file made here, handed over to be kept."""

from django.http import HttpResponse

_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "eml": "message/rfc822",
    "zip": "application/zip",
    "ics": "text/calendar; charset=utf-8",
}


def attachment(content: bytes, name: str) -> HttpResponse:
    """The content as a download of that name, whose ending says what it is."""
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
