"""What holds in every run. The machine's part comes from the environment alone."""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"
env = environ.Env()
VAR = Path(env.str("ENTRAMADO_VAR", default=str(ROOT / "var")))

DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "config.apps.ConfigApp",
    "pages",
    "library",
    "training",
    "events",
    "network.web",
    "network.peers",
    "network.rights",
    "network.insights",
    "network.exchange",
    "network.search",
    "network.reports",
    "network.printing",
    "network.joining",
    "network.requests",
    "network.milestones",
    "network.commitments",
    "network.groups",
    "network.agreements",
    "network.plans",
    "network.consolidation",
    "network.ties",
    "network.relay",
    "network.pace",
    "network.notices",
    "network.messages",
    "network.documents",
    "network.resources",
    "network.people",
    "network.institutions",
    "network.accounts",
    "network.office",
    "network.journal",
    "network.vocabulary",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django_filters",
    "channels",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Long pages on slow lines. It pads every answer at random, so that lengths betray no token (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "config.csp.HouseCSPMiddleware",
    "network.rights.middleware.ErasuresHoldMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.limits.ShortQueryMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "network.accounts.middleware.ViewerMiddleware",
    "network.web.pace.PaceMiddleware",
    "network.accounts.middleware.SecondFactorMiddleware",
    "network.office.middleware.OfficeTimeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "wagtail.contrib.settings.context_processors.settings",
                "csp.context_processors.nonce",
                "network.accounts.middleware.viewer",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["network.accounts.backends.AuthenticationBackend"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
    {"NAME": "network.accounts.passwords.SpanishPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "network.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Entramado: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # for changes of e-mail
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_FORMS = {
    "login": "network.accounts.forms.LoginForm",
    "reset_password": "network.accounts.forms.ResetPasswordForm",
}
# All of them, so that a new version changes none unseen. `ip` is where it comes from, `key` the address or
# account that it is about, existing or not. An office behind one address of the internet shares `ip`.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,10/10m/key",  # codes of the second factor too
    "reset_password": "20/10m/ip,3/10m/key",
    "reset_password_from_key": "20/m/ip",
    "confirm_email": "1/3m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/10m/user",
    "signup": "10/m/ip",
    "request_login_code": "1/h/ip",  # a door that is closed
    "change_phone": "1/h/user",  # another
    "verify_phone": "1/h/ip",  # another
}
MFA_RATE_LIMITS = {"webauthn_login": "1/h/ip"}  # closed: keys are a second factor
# How many proxies of ours stand in front: of X-Forwarded-For what they added is believed, and nothing else.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
MFA_ADAPTER = "network.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "network.accounts.forms.AuthenticateForm",
    "reauthenticate": "network.accounts.forms.ReauthenticateForm",
    "activate_totp": "network.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "network.accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "network.accounts.forms.EditWebAuthnForm",
}
MFA_TOTP_TOLERANCE = 1  # clocks of telephones, and the time it takes to type
# Nobody signs up with an address that is not hers, so neither hinders the other.
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # through the second factor, where she has one

LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [SITE / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="America/Mexico_City")
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = True
# The words of the interface by country (docs/glossary.md): MX or CL.
ENTRAMADO_COUNTRY = env.str("ENTRAMADO_COUNTRY", default="MX")
# Where the quick exit leads: an https page that says nothing to whoever looks at the screen.
QUICK_EXIT_URL = env.str("QUICK_EXIT_URL", default="https://es.wikipedia.org/wiki/Portada")
ENTRAMADO_PORT = env.int("ENTRAMADO_PORT", default=8000)
# Demo people and accounts may be loaded, and this process hands out the images of pages: embedded run only.
ENTRAMADO_DEMO_ALLOWED = ENTRAMADO_SERVES_IMAGES = False
# Whether the ASGI process serves pages beside sockets: embedded run only; a server's pages come from WSGI.
ENTRAMADO_PAGES_BY_ASGI = False
# Accounts that need no second factor whatever their role: the demonstration's, whose password is printed.
ENTRAMADO_DEMO_ACCOUNTS: frozenset[str] = frozenset()

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [SITE / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.stylesheet.StylesheetFinder",
    "config.npm.NpmFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
# Scans, evidence, logos: a view that asks who is looking serves them, and nothing else does.
PRIVATE_ROOT = VAR / "private"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

WAGTAIL_SITE_NAME = "Entramado"
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "library.LibraryImage"
WAGTAILDOCS_DOCUMENT_MODEL = "library.LibraryDocument"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_FRONTEND_LOGIN_URL = "/cuenta/login/"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("es", "español"), ("en", "English")]
# No pictures among the documents: only what is uploaded as an image loses its metadata.
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "pptx", "odp", "csv", "txt", "zip"]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]},
    }
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Entramado <no-responder@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
