"""Addresses: Spanish without prefix, English under /en/. Wagtail's catch-all takes the rest."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import components
from config.licence import licence
from pages.event_pages import urlpatterns as event_page_urls
from pages.urls import editor_urls, image_urls, notice_urls

urlpatterns = [
    path("cms/logout/", RedirectView.as_view(pattern_name="account_logout")),
    *editor_urls,
    path("cms/", include(wagtailadmin_urls)),
    path("archivos/", include(wagtaildocs_urls)),
    *image_urls,
    *i18n_patterns(
        path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
        path("cuenta/", include("allauth.account.urls")),
        path("cuenta/segundo-factor/", include("allauth.mfa.urls")),
        path("componentes/", components.page, name="components"),
        path("licencia/", licence, name="licence"),
        path("", include("network.web.urls")),
        path("", include("events.web.urls")),
        path("", include("training.web.urls_record")),
        *event_page_urls,
        *notice_urls,
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
