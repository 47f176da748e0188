"""The documents by which a record exists, for its own page, public or at the desk."""

from network.accounts.viewer import Viewer
from network.documents.queries import founding
from network.vocabulary.panels import Link
from network.vocabulary.spans import date_words


def founding_links(kind: str, record_id: str, viewer: Viewer) -> list[Link]:
    """As far as the viewer may see them, the oldest first."""
    rows = founding(kind, record_id, viewer).order_by("issued_on", "pk")
    return [Link(f"{row}, {date_words(row.issued_on)}", row.get_absolute_url()) for row in rows]
