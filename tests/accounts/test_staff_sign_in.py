"""Staff sign in with handle and password, and the desk opens only after a second factor."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client, RequestFactory
from django.urls import reverse

from civic.accounts.actions import hire
from civic.accounts.guards import DEMO_ENTRY, has_second_factor, staff_door
from civic.accounts.models import Person
from tests.people import NOON

pytestmark = pytest.mark.django_db

STAFF, FACTOR = "/accounts/login/staff/", "/accounts/second-factor/"
PASSWORD = "lamp-on-the-bridge-7"


def app_shows(secret: str, *, steps: int = 0) -> str:
    """What an app would show now."""
    return f"{hotp_value(secret, int(time.time()) // 30 + steps):06d}"


@pytest.fixture
def anna() -> Person:
    return hire(handle="anna", name="Anna", email="anna@city.example", password=PASSWORD, at=NOON)


def sign_in(client: Client, handle: str = "anna", password: str = PASSWORD, **more: str) -> Any:
    return client.post(STAFF, {"login": handle, "password": password, **more})


def test_without_a_second_factor_staff_are_led_to_set_one_up(client: Client, anna: Person) -> None:
    assert sign_in(client).url == FACTOR
    page = client.get(FACTOR).content.decode()
    assert reverse("mfa_activate_totp") in page
    assert reverse("mfa_add_webauthn") in page


def test_the_app_is_set_up_its_key_is_sealed_and_the_session_then_proves_it(client: Client, anna: Person) -> None:
    sign_in(client)
    assert client.get("/accounts/2fa/app/add/").url.startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/2fa/app/add/"})
    page = client.get("/accounts/2fa/app/add/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    done = client.post("/accounts/2fa/app/add/", {"code": app_shows(secret)})
    assert done.url == "/accounts/2fa/recovery-codes/"
    assert secret not in str(Authenticator.objects.get(user=anna, type="totp").data)
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    page = client.get(f"{FACTOR}?next=/desk/")
    assert "/accounts/2fa/reauthenticate/?next=/desk/" in page.content.decode()
    assert (
        client.post("/accounts/2fa/reauthenticate/", {"code": app_shows(secret, steps=1), "next": "/desk/"}).url
        == "/desk/"
    )
    assert client.get(f"{FACTOR}?next=/desk/").url == "/desk/"
    client.post("/accounts/2fa/app/remove/")
    assert "The app for codes was removed" in mail.outbox[-1].body


def test_with_an_app_nobody_is_in_before_its_code(client: Client, anna: Person) -> None:
    secret = generate_totp_secret()
    TOTP.activate(anna, secret)
    assert sign_in(client, next="/desk/").url == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in client.session
    assert client.post("/accounts/2fa/authenticate/", {"code": app_shows(secret)}).url == "/desk/"


def test_a_code_by_mail_does_not_stand_in_for_the_app(
    client: Client, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("civic.accounts.actions.people.new_code", lambda: "123456")
    TOTP.activate(anna, generate_totp_secret())
    client.post("/accounts/login/", {"address": "anna@city.example"})
    assert client.post("/accounts/login/code/", {"code": "123456"}).url == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_opens_once(client: Client, anna: Person) -> None:
    TOTP.activate(anna, generate_totp_secret())
    code = RecoveryCodes.activate(anna).get_unused_codes()[0]
    sign_in(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    other = Client()
    sign_in(other)
    assert other.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200


@pytest.mark.parametrize(("handle", "password"), [("anna", "wrong-password-1"), ("nobody", PASSWORD)])
def test_a_wrong_handle_and_a_wrong_password_read_the_same(
    client: Client, anna: Person, handle: str, password: str
) -> None:
    page = sign_in(client, handle, password)
    assert page.context["form"].non_field_errors() == ["The handle and the password do not belong together."]


def test_guessing_passwords_ends_after_five(client: Client, anna: Person) -> None:
    for _time in range(5):
        sign_in(client, password="wrong-password-1")
    page = sign_in(client)
    assert "wait five minutes" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_link_for_a_new_password_goes_to_staff_only(client: Client, anna: Person, city: Any) -> None:
    for address in ("mei@example.com", "stranger@example.com"):
        assert client.post("/accounts/password/reset/", {"email": address}).url == "/accounts/password/reset/done/"
    assert mail.outbox == []
    assert (
        client.post("/accounts/password/reset/", {"email": "anna@city.example"}).url == "/accounts/password/reset/done/"
    )
    link = next(line for line in mail.outbox[0].body.splitlines() if "/accounts/password/reset/key/" in line)
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    assert form.context["form"].fields["password1"].label == "New password"
    new = "another-lamp-on-the-bridge"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert sign_in(Client(), password=new).status_code == 302


def test_a_used_or_broken_link_says_so(client: Client) -> None:
    page = client.get("/accounts/password/reset/key/1-cabc12-0123456789abcdef/")
    assert "This link no longer works" in page.content.decode()


def test_an_account_without_a_password_is_told_so(client: Client, city: Any) -> None:
    client.force_login(city.mei, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/accounts/password/change/", follow=True).redirect_chain[0][0] == "/accounts/password/set/"


def test_the_list_of_sessions_ends_the_others(client: Client, anna: Person) -> None:
    other = Client()
    sign_in(client)
    sign_in(other)
    assert client.get("/accounts/sessions/").context["session_count"] == 2
    client.post("/accounts/sessions/")
    assert other.get(FACTOR).status_code == 302
    assert client.get(FACTOR).status_code == 200


def test_signing_out_asks_first_and_then_does(client: Client, anna: Person) -> None:
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.post("/accounts/logout/").url == "/"
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_anywhere(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404
    assert client.get("/accounts/email/").status_code == 404


def test_a_demo_entry_counts_as_a_second_factor_only_in_the_demo(client: Client, anna: Person, settings: Any) -> None:
    sign_in(client)
    session = client.session
    session[DEMO_ENTRY] = True
    session.save()
    settings.DEMO = False
    assert client.get(FACTOR).status_code == 200
    settings.DEMO = True
    assert client.get(FACTOR).url == "/desk/"


def test_methods_that_somebody_else_proved_do_not_count(anna: Person, city: Any, client: Client) -> None:
    sign_in(client)
    request = RequestFactory().get("/desk/")
    request.user, request.session = anna, client.session  # type: ignore[assignment]
    request.session["account_authentication_methods"] = [{"method": "mfa", "at": 0.0}]
    assert has_second_factor(request)
    request.user = city.lin
    assert not has_second_factor(request)


def test_the_staff_door_carries_its_name() -> None:
    assert staff_door(lambda request: None).guard == "staff-door"  # type: ignore[arg-type, attr-defined, return-value]


def test_passkeys_are_offered_with_our_own_origin_only(client: Client, anna: Person, settings: Any) -> None:
    options = client.get("/accounts/login/key/", headers={"accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["rpId"] == "testserver"
    assert client.post("/accounts/login/key/", {"credential": "{}"}).url == "/accounts/login/"
    assert client.post("/accounts/login/key/", {"credential": "nonsense"}).url == "/accounts/login/"
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/keys/add/")
    assert page.status_code == 200
    assert "onclick" not in page.content.decode()


def test_a_mail_server_that_is_down_breaks_no_page(client: Client, anna: Person, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.test_staff_sign_in.DeadMail"
    assert (
        client.post("/accounts/password/reset/", {"email": "anna@city.example"}).url == "/accounts/password/reset/done/"
    )


class DeadMail(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError
