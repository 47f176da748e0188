"""A kind of notice for tests, and telling it."""

from network.accounts.viewer import viewer_for
from network.notices import queries
from network.notices.models import Notice
from network.notices.services import notify
from network.vocabulary.notices import Delivery, NoticeKind

TRIED = NoticeKind(
    name="tried",
    label="Probados",
    texts={"met": "Se reunió con %(person)s en %(place)s"},
    neutral="Hay una novedad",
)
DAILY = NoticeKind(
    name="daily", label="Diarios", texts={"met": "Diario %(place)s"}, neutral="x", default=Delivery.DAILY
)
WEEKLY = NoticeKind(
    name="weekly", label="Semanales", texts={"met": "Semanal %(place)s"}, neutral="x", default=Delivery.WEEKLY
)
NOW = NoticeKind(
    name="now", label="De inmediato", texts={"met": "Ya %(place)s"}, neutral="Algo pasó", default=Delivery.NOW
)


def use(monkeypatch):
    """Have these kinds beside those of the rooms."""
    known = {**queries.kinds(), **{kind.name: kind for kind in (TRIED, DAILY, WEEKLY, NOW)}}
    users = ("network.notices.queries", "network.notices.services", "network.notices.mailing",
             "network.notices.unsubscribing", "network.web.notices.preferences",
             "network.web.notices.stopping")  # fmt: skip
    for module in users:
        monkeypatch.setattr(f"{module}.kinds", lambda: known)


def tell(to, key="1", **said):
    notify(**{"to": to, "kind": "tried", "says": "met", "link": "/mesas/", "key": key,
              "words": {"place": "la mesa"}, **said})  # fmt: skip


def texts(user):
    """What her list says, the latest first."""
    viewer = viewer_for(user)
    return [row.text for row in queries.told(queries.visible_to(Notice.objects.all(), viewer), viewer)]
