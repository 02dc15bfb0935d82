"""Settings of one node, read from its folder (`HOMEWARD_NODE_DIR`). Without a folder: tests, in memory.

One code for every node: whatever differs from node to node stands in its node.toml.
"""

import os
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from homeward.node.database import database_settings
from homeward.node.home import Node, is_building, read_node

HERE = Path(__file__).resolve().parent
NODE_DIR = Path(os.environ["HOMEWARD_NODE_DIR"]).resolve() if os.environ.get("HOMEWARD_NODE_DIR") else None
NODE = (
    read_node(NODE_DIR)
    if NODE_DIR
    else Node(path=HERE, name="development", role="party", demo=True, title="Development", party="DEV")
)

# Desks in the order of the journey: adding a desk is one line here (package, address).
DESKS: tuple[tuple[str, str], ...] = (
    ("homeward.desks.register", "register/"),
    ("homeward.desks.families", "families/"),
    ("homeward.desks.tracing", "tracing/"),
    ("homeward.desks.exchange", "exchange/"),
    ("homeward.desks.handover", "handover/"),
    ("homeward.desks.reception", "reception/"),
    ("homeward.desks.recovery", "recovery/"),
    ("homeward.desks.claims", "claims/"),
    ("homeward.post", "post/"),
    ("homeward.desks.surrender", "surrender/"),
)

DEBUG = False
SECRET_KEY = (NODE.keys / "django.key").read_text() if NODE_DIR else "tests-and-checks-only: no node, nothing to keep"
ALLOWED_HOSTS = list(NODE.hosts)

INSTALLED_APPS = [
    "homeward.node.apps.NodeConfig",
    "homeward.office.journal",
    "homeward.office.parties",
    "homeward.office.accounts",
    "homeward.office.compartments",
    "homeward.office.jobs",
    *(package for package, _address in DESKS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "homeward.node.middleware.caution.CautionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "homeward.office.accounts.middleware.IdleMiddleware",
    "homeward.office.accounts.middleware.ActorMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "homeward.node.middleware.refusals.RefusalsMiddleware",
]

ROOT_URLCONF = "homeward.node.urls"
WSGI_APPLICATION = "homeward.node.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "homeward.office.accounts.context.acting_person",
                "homeward.node.context.this_node",
            ],
        },
    }
]

# --- data ------------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": database_settings(
        NODE.database_url or os.environ.get("DATABASE_URL"),
        NODE_DIR / "db.sqlite3" if NODE_DIR else None,
        building=NODE_DIR is not None and is_building(NODE_DIR),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Limits on sign-in must hold across processes.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "node_cache"}}
FILES_DIR = NODE.path / "files" if NODE_DIR else None
# Secret keys of the readers of sealed notes.
COMPARTMENT_KEYS = NODE.keys / "compartments" if NODE_DIR else None
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend" if NODE_DIR else "django_tasks.backends.immediate.ImmediateBackend"
    }
}
LONG_WORK_TIME_LIMIT = 600  # seconds without a sign of life, after which a job returns to the queue

PUBLIC_NOTES = NODE.public_notes
SURRENDER = NODE.surrender
SURRENDER_KEYS = NODE.keys if NODE_DIR else None

# --- people ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Officer"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# A password alone opens demo and development nodes only.
SECOND_FACTOR_REQUIRED = not NODE.demo
PASSWORD_HASHERS = [
    *(["homeward.node.hashing.ShownPasswordHasher"] if NODE.demo and NODE_DIR else []),
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("username", "display_name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "homeward.office.accounts.sign_in.OfficeAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "start"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Per address and name together (`sign_in.OfficeAdapter`), and for codes per officer, in the shared cache.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    # Notes from the public, by address and over all: a flood would bury those that matter.
    "families_note": "10/h/ip,300/h/key",
    "families_reply": "60/h/ip",
}
# Behind https stands one proxy, which tells the caller's address.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if NODE.https else 0
MFA_ADAPTER = "homeward.office.accounts.factors.OfficeFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "homeward.office.accounts.forms.CodeForm",
    "reauthenticate": "homeward.office.accounts.forms.CodeAgainForm",
    "activate_totp": "homeward.office.accounts.forms.AppForm",
    "authenticate_webauthn": "homeward.office.accounts.forms.PasskeyAnswerForm",
    "reauthenticate_webauthn": "homeward.office.accounts.forms.PasskeyAgainForm",
    "login_webauthn": "homeward.office.accounts.forms.PasskeyAloneForm",
    "add_webauthn": "homeward.office.accounts.forms.PasskeyForm",
    "edit_webauthn": "homeward.office.accounts.forms.PasskeyNameForm",
}

# --- browser ---------------------------------------------------------------------------------------------------------
# Cookies know no ports: nodes side by side on loopback need names of their own.
SESSION_COOKIE_NAME = f"homeward_{NODE.name}_session"
CSRF_COOKIE_NAME = f"homeward_{NODE.name}_csrf"
LANGUAGE_COOKIE_NAME = f"homeward_{NODE.name}_language"
SESSION_ENGINE = "homeward.office.accounts.sessions"
SESSION_COOKIE_AGE = 30 * 60
SESSION_LONGEST = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
# Plain http is for loopback alone, where demo nodes answer.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = NODE.https
SECURE_SSL_REDIRECT = NODE.https
SECURE_HSTS_SECONDS = 31_536_000 if NODE.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if NODE.https else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "homeward.node.views.csrf_failed"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
STATIC_ROOT = NODE.path / "static" if NODE_DIR else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if NODE_DIR
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = NODE_DIR is None

# --- words and time --------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ar", _("Arabic")), ("uk", _("Ukrainian")), ("ru", _("Russian"))]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"sparing": {"()": "homeward.node.logs.SparingFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "sparing"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
