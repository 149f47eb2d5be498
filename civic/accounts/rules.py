"""Sign-in codes, contacts and handles: what they look like and how long they hold. No table, no clock."""

import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from civic.lib.sealed import keyed_hash, normal_email, normal_phone, seal, unseal

CODE_DIGITS = 6
CODE_HOLDS = timedelta(minutes=15)
LONGEST_TYPED = 60

SHEET_CODES = 10
FEW_LEFT = 3
PRINTED_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks like another on paper
PRINTED_LENGTH = 8

HANDLE = re.compile(r"[a-z][a-z0-9.-]{1,38}[a-z0-9]")
_BETWEEN_DIGITS = re.compile(r"[\s\-‐‑–—·.]+")


@dataclass(frozen=True)
class Contact:
    """One way to reach somebody: an e-mail address or a phone number, each in the form by which it is found again."""

    email: str = ""
    phone: str = ""

    @property
    def address(self) -> str:
        """The address itself, whichever kind it is."""
        return self.email or self.phone

    @property
    def digest(self) -> str:
        """What stands for the address where it must not be readable."""
        return keyed_hash(self.address, purpose="sign-in")

    @property
    def hint(self) -> str:
        """Enough of the address to recognise one's own: m…@example.com, …8000."""
        if self.phone:
            return f"…{self.phone[-4:]}"
        name, _, host = self.email.partition("@")
        return f"{name[:1]}…@{host}"


def read_contact(text: str) -> Contact | None:
    """The e-mail address or phone number somebody typed; None when it is neither."""
    if "@" in unicodedata.normalize("NFKC", text):
        email = normal_email(text)
        return Contact(email=email) if email else None
    phone = normal_phone(text)
    return Contact(phone=phone) if phone else None


def phone_digest(phone: str) -> str:
    """By which a person is found from a phone number."""
    return keyed_hash(phone, purpose="person-phone")


def new_code(*, randbelow: Callable[[int], int] = secrets.randbelow) -> str:
    """A fresh sign-in code of six digits."""
    return f"{randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def read_code(text: str) -> str | None:
    """The code somebody typed, in spaces, dashes or full-width digits; None when it cannot be one."""
    if len(text) > LONGEST_TYPED:
        return None
    signs = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text))
    return signs if re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", signs) else None


def new_handle(*, token_hex: Callable[[int], str] = secrets.token_hex) -> str:
    """A handle that says nothing about the person: for residents, who never see it, and for people who were erased."""
    return f"r-{token_hex(8)}"


def is_handle(text: str) -> bool:
    """Whether a member of staff may be called that: 3 to 40 small letters, digits, dots and dashes."""
    return HANDLE.fullmatch(text) is not None


@dataclass(frozen=True)
class AwaitedCode:
    """A code on its way to somebody: what the session keeps of it. The address is sealed, of the code only a digest."""

    contact: Contact
    code_digest: str
    until: datetime

    @classmethod
    def of(cls, contact: Contact, code: str, *, at: datetime) -> "AwaitedCode":
        """The code, just sent."""
        return cls(contact, _code_digest(contact, code), at + CODE_HOLDS)

    def accepts(self, typed: str, *, at: datetime) -> bool:
        """Whether this is the code, and still in time."""
        code = read_code(typed)
        given = _code_digest(self.contact, code or "")
        return at <= self.until and code is not None and secrets.compare_digest(given, self.code_digest)

    def as_session(self) -> dict[str, str]:
        """Words for the session."""
        return {
            "email": seal(self.contact.email, purpose="sign-in"),
            "phone": seal(self.contact.phone, purpose="sign-in"),
            "code": self.code_digest,
            "until": self.until.isoformat(),
        }

    @classmethod
    def from_session(cls, kept: Any) -> "AwaitedCode | None":
        """What the session kept; None when it kept nothing."""
        if not isinstance(kept, dict):
            return None
        contact = Contact(unseal(kept["email"], purpose="sign-in"), unseal(kept["phone"], purpose="sign-in"))
        return cls(contact, kept["code"], datetime.fromisoformat(kept["until"]))


def _code_digest(contact: Contact, code: str) -> str:
    return keyed_hash(f"{contact.address} {code}", purpose="sign-in-code")


def new_printed_code(length: int = PRINTED_LENGTH, *, choice: Callable[[str], str] = secrets.choice) -> str:
    """One code of a printed sheet, in two groups: K7QM-3XPT."""
    signs = "".join(choice(PRINTED_SIGNS) for _place in range(length))
    return f"{signs[: length // 2]}-{signs[length // 2 :]}"


def read_printed_code(text: str, length: int = PRINTED_LENGTH) -> str | None:
    """The code somebody typed off a sheet, in spaces, dashes, small or full-width signs; None when it cannot be one."""
    if len(text) > LONGEST_TYPED:
        return None
    signs = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text)).upper()
    return signs if len(signs) == length and set(signs) <= set(PRINTED_SIGNS) else None


def printed_digest(person_id: int, code: str) -> str:
    """What is kept of a printed code."""
    return keyed_hash(f"{person_id} {code}", purpose="printed-code")
