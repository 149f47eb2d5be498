"""Where allauth asks the city: from where a request came, where to go after signing in, how secrets are kept."""

import logging
from io import BytesIO
from ipaddress import ip_network
from smtplib import SMTPException
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from civic.accounts.guards import has_second_factor
from civic.lib.network import UNKNOWN, client_network
from civic.lib.sealed import seal, unseal
from civic.youth.guards import works_at_track_desk

log = logging.getLogger("gongzhi.doors")

FACTOR = "second-factor"
NOWHERE = "0.0.0.0"  # who asks through a socket has no address


class CityDoors(DefaultAccountAdapter):
    """Our answers to allauth's questions about accounts, and our words for its refusals."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "enter_current_password": _("This is not the password that you use now."),
        "incorrect_code": _("This code is not right. Look at the newest one."),
        "incorrect_password": _("This password is not right."),
        "invalid_login": _("Enter your handle."),
        "invalid_password_reset": _("This link no longer works. Ask for a new one."),
        "too_many_login_attempts": _("That was too often in a short time. Please wait five minutes and try again."),
        "username_password_mismatch": _("The handle and the password do not belong together."),
        "rate_limited": _("That was too often in a short time. Please wait a little and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up here: residents join with their first code, staff are hired."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A letter of allauth's leaves at once; a mail server that is down breaks no page, the log tells it."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            log.exception("A letter could not be sent: %s", template_prefix)

    def is_safe_url(self, url: str) -> bool:
        """Only a page of this site is gone on to; a bare word would be taken for the name of one."""
        return url.startswith("/") and super().is_safe_url(url)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network a request came from, as one address: all of an IPv6 household counts once."""
        network = client_network(request)
        return NOWHERE if network == UNKNOWN else str(ip_network(network, strict=False).network_address)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff go to the desk, by way of the second factor while it is missing; residents to their own page."""
        if not getattr(request.user, "is_staff", False):
            if not works_at_track_desk(request):
                return "/me/"
            return "/desk/youth/" if has_second_factor(request) else reverse("account_second_factor")
        return "/desk/" if has_second_factor(request) else reverse("account_second_factor")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """After a new password, the page of second factors, where the other ways in are."""
        return reverse("mfa_index")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """allauth's ways to prove again who one is, in our words; where there is a second factor, only that counts."""
        words = {
            "reauthenticate": _("With your password"),
            "mfa_reauthenticate": _("With the code of your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("With a passkey"),
        }
        ways = super().get_reauthentication_methods(user)
        strong = [way for way in ways if way["id"] != "reauthenticate"]
        return [way | {"description": words.get(way["id"], way["description"])} for way in strong or ways]


class CityFactors(DefaultMFAAdapter):
    """Our answers about second factors: their secrets are sealed like everything secret."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("You cannot remove this second factor."),
        "cannot_generate_recovery_codes": _("Recovery codes come after an app or a passkey. Set up one of them first."),
        "incorrect_code": _("That is not right. Try once more, or use another way."),
        "unverified_email": _("Prove your e-mail address first."),
    }

    def encrypt(self, text: str) -> str:
        """The secret of an app, sealed."""
        return seal(text, purpose=FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret of an app, opened."""
        return unseal(encrypted_text, purpose=FACTOR)

    def build_totp_svg(self, url: str) -> str:
        """The square code, on white of its own: phones do not read it on a dark page."""
        drawn = BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=4, light="#fff")
        return drawn.getvalue().decode()

    def generate_authenticator_name(self, user: Any, kind: Any) -> str:
        """What a new key is called until its owner says otherwise."""
        many = Authenticator.objects.filter(user_id=user.pk, type=kind).count()
        return gettext("Passkey %(number)d") % {"number": many + 1}

    def get_totp_issuer(self) -> str:
        """What the app on the phone calls us."""
        return f"Gongzhi {self._get_site_name()}"
