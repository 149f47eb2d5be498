"""The key that turns web push on is made by a command, and written nowhere."""

from io import StringIO

from django.core.management import call_command

from civic.lib.web_push import public_key


def test_a_key_is_made_that_the_settings_take() -> None:
    out, beside = StringIO(), StringIO()
    call_command("vapid_key", stdout=out, stderr=beside)
    name, _is, key = out.getvalue().strip().partition("=")
    assert name == "VAPID_PRIVATE_KEY"
    assert public_key(key) in beside.getvalue()
