"""vapid_key: a pair of keys for web push."""

from typing import Any

from django.core.management.base import BaseCommand

from civic.lib.web_push import new_key, public_key

SAID = """Put this line into the environment of the site and of its workers, and keep it as secret as the other keys.
With another key every browser has to be asked anew. The public half needs no setting; browsers are told:
{public}"""


class Command(BaseCommand):
    help = "Make the pair of keys that turns web push on. Nothing is written anywhere."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say the private half as a line of settings, the public half for whoever wants to compare."""
        key = new_key()
        self.stdout.write(f"VAPID_PRIVATE_KEY={key}")
        self.stderr.write(SAID.format(public=public_key(key)))
