"""What a message is written from: what it is of, to whom, and what a device shows of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from civic.lib.refusals import Sentence
from civic.lib.sealed import keyed_hash, normal_email, normal_phone

ADDRESS_PURPOSE = "contact"  # the same digest as beside a case's contact: whoever forgets one finds the other


@dataclass(frozen=True)
class Push:
    """What a device shows of a message, where everybody around may read it: so no more than a stranger may read. It
    leads to a path of the site. What takes the same place (`tag`) is shown once; `stop` is the path that ends it."""

    title: Sentence
    body: Sentence
    path: str
    tag: str
    stop: str = ""  # nothing: it stops all messages to the device
    waits: bool = False  # it waits for the resident, so it is not held back for another day


@dataclass(frozen=True)
class Letter:
    """One message that is to be written: what it is of, to whom, in which language, and with what in it. What is sent
    to many names the address at which it is stopped, and what it tells of."""

    verb: str
    about: str
    language: str
    context: Mapping[str, Any]
    email: str = ""
    phone: str = ""
    is_bulk: bool = False
    stop_url: str = ""
    mentions: tuple[str, ...] = ()
    push: Push | None = None  # without it no device hears of it
    person: int | None = None  # whose devices these are, beside those of the address
    browser_hash: str = ""

    @property
    def contact_hashes(self) -> list[str]:
        """By which the devices of whoever proved these addresses are found."""
        addresses = (normal_email(self.email), normal_phone(self.phone))
        return [keyed_hash(address, purpose=ADDRESS_PURPOSE) for address in addresses if address]
