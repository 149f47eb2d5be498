"""Every setting of the site, in sections; what a city changes comes from the environment (docs/deploy.md)."""

import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from civic.lib import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.path("DATA_DIR", BASE_DIR / "var")

# --- what kind of house this is: a demo nobody reads, a development copy, or a city's own ---
DEMO = env.flag("DEMO", False)
DEBUG = env.flag("DEBUG", False)
TESTING = env.flag("TESTING", "pytest" in sys.modules)
MAKING_SECRETS = "found_city" in sys.argv[1:2] and "--write-secrets" in sys.argv  # it makes them, and nothing else
OWN_SECRETS = DEMO or DEBUG or TESTING or MAKING_SECRETS

# --- secrets: by NAME or NAME_FILE; a real city never starts without its own ---
_INVENTED = "only-for-the-demo-and-the-tests-0123456789abcdef"


def _secret(name: str) -> str:
    value = env.secret(name, _INVENTED if OWN_SECRETS else "")
    if not value:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE: a city needs a secret of its own (docs/deploy.md).")
    return value


SECRET_KEY = _secret("SECRET_KEY")
HASH_KEY = _secret("HASH_KEY")  # for keyed hashes of contacts and tracking codes; changing it loses them
SEAL_KEYS = [key.strip() for key in _secret("SEAL_KEYS").split(",") if key.strip()]  # first seals, all open

# --- addresses ---
PORT = env.whole("PORT", 8000)
ALLOWED_HOSTS = env.listed("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]", "testserver"])
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{PORT}")
if DEMO and not set(ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]", "testserver"}:
    raise ImproperlyConfigured("The demo lets everybody in as anybody, so ALLOWED_HOSTS may name this machine only.")
CSRF_TRUSTED_ORIGINS = env.listed("CSRF_TRUSTED_ORIGINS", [])
TRUSTED_PROXIES = env.listed("TRUSTED_PROXIES", [])  # CIDRs whose X-Forwarded-For is believed
HTTPS = env.flag("HTTPS", SITE_URL.startswith("https://"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
ROOT_URLCONF = "portal.urls"
APPEND_SLASH = True

# --- apps: the floors of the house, and the libraries it stands on ---
CIVIC_APPS = [
    "journal",
    "notices",
    "search",
    "places",
    "accounts",
    "offices",
    "cases",
    "following",
    "promises",
    "comments",
    "guardians",
    "handling",
    "supervision",
    "feedback",
    "suggestions",
    "guides",
    "communities",
    "youth",
    "ballots",
    "families",
    "juries",
    "dialogues",
    "volunteers",
    "courses",
    "shifts",
    "attendances",
    "hours",
    "honours",
    "insights",
    "desk",
    "calls",
    "me",
]
INSTALLED_APPS = [
    "portal.admin_config.CityAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    *(f"civic.{app}" for app in CIVIC_APPS),
    "portal",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.compression.Compressed",
    "portal.middleware.Senses",
    "portal.middleware.PlainRequests",
    "portal.middleware.NothingKept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.locking.SignedOutMeanwhile",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.middleware.Refusals",
    "portal.locking.SharedComputers",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.navigation.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "portal.templatetags.gongzhi"],
        },
    }
]
FORM_RENDERER = "portal.rendering.GongzhiRenderer"
WSGI_APPLICATION = "portal.wsgi.application"
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"

# --- database: SQLite for a newcomer and a district, PostgreSQL for a city ---
DATABASE_URL = env.text("DATABASE_URL", "")
if DEMO and DATABASE_URL and not TESTING:
    raise ImproperlyConfigured("The demo keeps a database of its own under DATA_DIR. Leave DATABASE_URL out.")
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.postgres(DATABASE_URL)
    if DATABASE_URL
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "gongzhi.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: a power cut must not lose a receipt. busy writers wait instead of failing.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; "
            "PRAGMA mmap_size=67108864; PRAGMA temp_store=MEMORY;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- cache and later work: Redis when there is one, else one process's memory and a folder ---
REDIS_URL = env.text("REDIS_URL", "")
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL and not TESTING
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
NUDGE = env.flag("NUDGE", not TESTING)  # wake the drainers at once; the sweep does the same within 30 s
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_BROKER_DIR = DATA_DIR / "queue"

# --- people and sign-in (allauth; staff need a second factor) ---
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
LOGOUT_REDIRECT_URL = "/"
# Residents sign in with a code (civic/accounts/views.py); allauth keeps passwords, second factors and sessions.
ACCOUNT_ADAPTER = "portal.adapter.CityDoors"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up there: the page is not in civic/accounts/urls.py
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved by the code that reached it
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/300s/key"}
ACCOUNT_FORMS = {
    "login": "civic.accounts.forms.StaffSignInForm",
    "change_password": "civic.accounts.forms.ChangePasswordForm",
    "reset_password": "civic.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "civic.accounts.forms.NewPasswordForm",
    "reauthenticate": "civic.accounts.forms.ConfirmPasswordForm",
}
MFA_ADAPTER = "portal.adapter.CityFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = (DEBUG or DEMO) and not HTTPS  # a passkey on http://localhost, to try it
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "civic.accounts.forms.SecondFactorForm",
    "reauthenticate": "civic.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "civic.accounts.forms.SetUpAppForm",
    "add_webauthn": "civic.accounts.forms.AddKeyForm",
    "edit_webauthn": "civic.accounts.forms.RenameKeyForm",
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
PHONE_REGION = "CN"
# --- shared computers: staff's sessions lock when nobody uses them, and end however much they are used ---
LOCK_MINUTES = env.whole("LOCK_MINUTES", 15)
SESSION_HOURS = env.whole("SESSION_HOURS", 12)
PROMISE_NOTICE_DAYS = env.whole("PROMISE_NOTICE_DAYS", 0)  # days in which everybody reads a change before it holds
CITY_NAME = env.text("CITY_NAME", "")  # until the city's area is founded
OFFICIAL_HOSTS = tuple(env.listed("OFFICIAL_HOSTS", ["gov.cn"]))  # what a guide may link to, and all below them

# --- languages ---
LANGUAGE_CODE = "en"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("zh-hant", _("Traditional Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "lang"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_I18N = True
FORMAT_MODULE_PATH = ["portal.formats"]
TIME_ZONE = env.text("TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
DESK_OPENS, DESK_CLOSES = env.hour("DESK_OPENS", "09:00"), env.hour("DESK_CLOSES", "18:00")  # of a working day
if DESK_OPENS >= DESK_CLOSES:
    raise ImproperlyConfigured("DESK_OPENS must come before DESK_CLOSES: due dates are counted between them.")

# what can wait leaves nobody's phone ringing between these hours; equal ones mean that none are quiet
QUIET_FROM, QUIET_UNTIL = env.hour("QUIET_FROM", "22:00"), env.hour("QUIET_UNTIL", "08:00")

# --- files: uploads are never served; pictures are served by a view that asks who is looking ---
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
UPLOAD_DIR = DATA_DIR / "uploads"
MEDIA_ROOT = DATA_DIR / "pictures"
MEDIA_URL = ""
HASHED_STATIC = "portal.static_files.HashedFiles"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG or TESTING else HASHED_STATIC
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or TESTING  # looked for when asked, not listed at start
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500  # a patrol of a hundred stops has four hundred
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler", "civic.lib.uploads.BoundedUpload"]
PHOTOS_MOST = 5
PHOTO_MB_MOST = 20

# --- messages to people ---
EMAIL_URL = env.text("EMAIL_URL", "")  # smtp://user:secret@host:587?tls=1
EMAIL_CONFIG = env.smtp(EMAIL_URL) if EMAIL_URL else {}
EMAIL_FILE_PATH = DATA_DIR / "mail"  # the demo's letters, shown at /demo/mail/
_MAILBOX = f"django.core.mail.backends.{'filebased' if DEMO else 'console'}.EmailBackend"
EMAIL_BACKEND = EMAIL_CONFIG.get("backend", _MAILBOX)
EMAIL_HOST = EMAIL_CONFIG.get("host", "localhost")
EMAIL_PORT = EMAIL_CONFIG.get("port", 25)
EMAIL_HOST_USER = EMAIL_CONFIG.get("user", "")
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("password", "")
EMAIL_USE_TLS = EMAIL_CONFIG.get("tls", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("ssl", False)
EMAIL_TIMEOUT = 20
EMAIL_WORKS = bool(EMAIL_URL) or OWN_SECRETS  # without it the form says that no message will come
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "gongzhi@localhost")
SMS_GATEWAY = env.text("SMS_GATEWAY", "console" if DEMO else "")
SMS_GATEWAY_SECRET = env.secret("SMS_GATEWAY_SECRET", "")

# --- web push, an extra: off without a key (manage.py vapid_key); only these vendors are ever called ---
VAPID_PRIVATE_KEY = env.vapid_key("VAPID_PRIVATE_KEY")
VAPID_CONTACT = env.text("VAPID_CONTACT", SITE_URL)  # whom a vendor asks: an https address or mailto:
PUSH_VENDORS = env.listed(
    "PUSH_VENDORS",
    [
        "fcm.googleapis.com",
        "*.push.services.mozilla.com",
        "*.push.apple.com",
        "*.notify.windows.com",
    ],
)

# --- the machine's door ---
REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["civic.accounts.guards.Nobody"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["civic.lib.bodies.StrictJSON"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "portal.problems.answer_problem",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Gongzhi",
    "DESCRIPTION": "A city's open desk: hand in a case, follow it, rate the answer.",
    "VERSION": "1.0.0",
    "SERVE_PERMISSIONS": ["civic.accounts.guards.Anybody"],
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "CaseKind": "civic.cases.rules.Kind",
        "CaseState": "civic.cases.rules.State",
        "Publication": "civic.cases.rules.Publication",
        "Outcome": "civic.cases.rules.Outcome",
        "Verdict": "civic.cases.rules.Verdict",
        "AreaKind": "civic.places.models.AreaKind",
        "ComponentState": "civic.places.models.ComponentState",
        "OfficeKind": "civic.offices.models.OfficeKind",
        "TopicState": "civic.cases.rules.topics.TopicState",
        "PromiseState": "civic.promises.rules.moves.PromiseState",
        "PromiseSource": "civic.promises.rules.moves.Source",
        "CommentState": "civic.comments.rules.CommentState",
    },
}

# --- rates: per network (a school stands behind one address) and per contact ---
LIMITS = {
    "report-network": env.rate("LIMIT_REPORT_NETWORK", 120, 3600),
    "report-worked": env.rate("LIMIT_REPORT_WORKED", 1200, 3600),  # beyond that, with a sum each (PROOF_OF_WORK)
    "report-contact": env.rate("LIMIT_REPORT_CONTACT", 10, 86_400),
    "photo-network": env.rate("LIMIT_PHOTO_NETWORK", 600, 3600),
    "track-network": env.rate("LIMIT_TRACK_NETWORK", 60, 600),
    # wrong codes that cost nothing, and the longest wait after those that do, in seconds (civic/lib/guessing.py)
    "guess-network": env.rate("LIMIT_GUESS_NETWORK", 20, 900),
    "guess-number": env.rate("LIMIT_GUESS_NUMBER", 5, 900),
    "me-link-contact": env.rate("LIMIT_ME_LINK_CONTACT", 5, 3600),
    "me-link-network": env.rate("LIMIT_ME_LINK_NETWORK", 60, 3600),
    "take-along": env.rate("LIMIT_TAKE_ALONG", 5, 86_400),
    "family-look-up": env.rate("LIMIT_FAMILY_LOOK_UP", 30, 3600),  # by one officer at a desk, found or not
    "code-contact": env.rate("LIMIT_CODE_CONTACT", 5, 3600),
    "code-network": env.rate("LIMIT_CODE_NETWORK", 120, 3600),
    "code-guess": env.rate("LIMIT_CODE_GUESS", 5, 900),
    "printed-guess": env.rate("LIMIT_PRINTED_GUESS", 10, 900),
    "follow-contact": env.rate("LIMIT_FOLLOW_CONTACT", 20, 86_400),
    "follow-network": env.rate("LIMIT_FOLLOW_NETWORK", 120, 3600),
    "follow-renewed": env.rate("LIMIT_FOLLOW_RENEWED", 1200, 3600),
    "follow-worked": env.rate("LIMIT_FOLLOW_WORKED", 1200, 3600),  # beyond that, with a sum each
    # "mine too": a school behind one address may join a case together, nobody may join a thousand
    "support-network": env.rate("LIMIT_SUPPORT_NETWORK", 600, 3600),
    "support-case": env.rate("LIMIT_SUPPORT_CASE", 120, 3600),
    "corner-network": env.rate("LIMIT_CORNER_NETWORK", 60, 3600),
    "comment-person": env.rate("LIMIT_COMMENT_PERSON", 20, 86_400),
    "comment-network": env.rate("LIMIT_COMMENT_NETWORK", 200, 3600),
    "comment-report-network": env.rate("LIMIT_COMMENT_REPORT_NETWORK", 120, 3600),
    "similar-network": env.rate("LIMIT_SIMILAR_NETWORK", 600, 3600),
    "unlock-guess": env.rate("LIMIT_UNLOCK_GUESS", 5, 900),
}

# over the limit of a network a device may do a sum instead of waiting, which stays possible (docs/security.md)
PROOF_OF_WORK = env.flag("PROOF_OF_WORK", True)

# --- the map: a drawn ground of our own under static/, no tiles from elsewhere; without one, words tell the place ---
BASE_MAP = env.text("BASE_MAP", "map/yunqiao.geojson" if OWN_SECRETS else "")
# a tile server of the city's own, below the drawn ground: https://tiles.example/{z}/{x}/{y}.png, in WGS84 web mercator
MAP_TILES = env.text("MAP_TILES", "")
MAP_CREDIT = env.text("MAP_CREDIT", "")

# --- a device its holder calls his own keeps drafts and sends them later; off, the service worker takes itself away ---
KEEP_ON_DEVICE = env.flag("KEEP_ON_DEVICE", True)

# --- what a browser may load: our own, nothing else ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *env.origins(MAP_TILES)],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# --- who watches: /metrics answers this machine, and whoever shows the token ---
METRICS_TOKEN = env.secret("METRICS_TOKEN", "")

# --- the log: one line each, no contact, no text ---
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gongzhi": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "kombu.connection": {"level": "ERROR"},  # it warns that a queue in a folder has no host
    },
}
