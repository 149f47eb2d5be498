"""The doors: our own for codes, allauth's for passwords, second factors and sessions; no other is open,
and no cache keeps a page of theirs."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.cache import never_cache

from civic.accounts import views
from civic.accounts.guards import View, named_guard, open_to_all, signed_in


class Base36(StringConverter):
    """A person's row in the link of a letter; the key after the dash may hold dashes of its own."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36, "base36")
RESET = "password/reset/key/<base36:uidb36>-<str:key>/"


def _open(route: str, view: View, name: str) -> URLPattern:
    return path(route, open_to_all(never_cache(view)), name=name)


def _known(route: str, view: View, name: str) -> URLPattern:
    return path(route, signed_in(never_cache(view)), name=name)


def _half_way(route: str, view: View, name: str) -> URLPattern:
    """Open to whoever gave a password or a code and still owes the second factor; allauth's stage looks after it."""
    return path(route, named_guard(login_not_required(never_cache(view)), "signing-in"), name=name)


urlpatterns = [
    path("login/", views.ask_code, name="account_login"),
    path("login/code/", views.give_code, name="account_give_code"),
    path("second-factor/", views.second_factor, name="account_second_factor"),
    path("second-factor/printed/", views.give_printed_code, name="account_printed_code"),
    path("sheet/", views.own_sheet, name="account_sheet"),
    path("sheets/", views.sheets, name="account_sheets"),
    path("sheets/<int:key>/hand-out/", views.hand_out, name="account_hand_out_sheet"),
    path("password/set/", views.no_password, name="account_set_password"),
    _open("login/staff/", account.login, "account_staff_login"),
    _open("logout/", account.logout, "account_logout"),
    _open("inactive/", account.account_inactive, "account_inactive"),
    _known("reauthenticate/", account.reauthenticate, "account_reauthenticate"),
    _known("password/change/", account.password_change, "account_change_password"),
    _open("password/reset/", account.password_reset, "account_reset_password"),
    _open("password/reset/done/", account.password_reset_done, "account_reset_password_done"),
    _open("password/reset/key/done/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    _open(RESET, account.password_reset_from_key, "account_reset_password_from_key"),
    _known("2fa/", factor.index, "mfa_index"),
    _half_way("2fa/authenticate/", factor.authenticate, "mfa_authenticate"),
    _known("2fa/reauthenticate/", factor.reauthenticate, "mfa_reauthenticate"),
    _known("2fa/app/add/", totp.activate_totp, "mfa_activate_totp"),
    _known("2fa/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _known("2fa/recovery-codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    _known("2fa/recovery-codes/new/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _known("2fa/recovery-codes/download/", recovery.download_recovery_codes, "mfa_download_recovery_codes"),
    _known("2fa/keys/", passkey.list_webauthn, "mfa_list_webauthn"),
    _known("2fa/keys/add/", passkey.add_webauthn, "mfa_add_webauthn"),
    _known("2fa/keys/reauthenticate/", passkey.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    _known("2fa/keys/<int:pk>/remove/", passkey.remove_webauthn, "mfa_remove_webauthn"),
    _known("2fa/keys/<int:pk>/rename/", passkey.edit_webauthn, "mfa_edit_webauthn"),
    _open("login/key/", passkey.login_webauthn, "mfa_login_webauthn"),
    _known("sessions/", sessions.list_usersessions, "usersessions_list"),
]
