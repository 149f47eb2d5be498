"""Sealed words: contacts are stored encrypted, each for one purpose, with a keyed hash beside them to find them by."""

import hmac
import unicodedata
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import phonenumbers
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import lookups

LONGEST_PHONE = 60
LONGEST_EMAIL = 254
UNSEARCHABLE = "A sealed text cannot be searched. Keep a keyed hash beside it and search that."


class SealBroken(Exception):
    """A sealed text cannot be opened: wrong purpose, lost key or changed token."""


def seal(text: str, *, purpose: str) -> str:
    """The text, encrypted with the first of SEAL_KEYS for this purpose alone; nothing stays nothing."""
    return _box(purpose).encrypt(text.encode("utf-8", "replace")).decode() if text else ""


def unseal(token: str, *, purpose: str) -> str:
    """The text inside; any of SEAL_KEYS may have sealed it. Raises SealBroken."""
    if not token:
        return ""
    try:
        return _box(purpose).decrypt(token.encode("utf-8", "replace")).decode()
    except InvalidToken:
        raise SealBroken(f"A text sealed for {purpose!r} cannot be opened with any of the keys.") from None


def reseal(token: str, *, purpose: str) -> str:
    """The same text under the newest key, for the day an old key is retired. Raises SealBroken."""
    return seal(unseal(token, purpose=purpose), purpose=purpose)


def keyed_hash(value: str, *, purpose: str) -> str:
    """A digest to find a value by without opening it; nobody without HASH_KEY can try out values against it."""
    key: str = settings.HASH_KEY
    if not key:
        raise ImproperlyConfigured("HASH_KEY is empty. Please give it a value.")
    of_purpose = hmac.new(key.encode(), b"gongzhi hash " + purpose.encode(), sha256).digest()
    return hmac.new(of_purpose, value.encode("utf-8", "replace"), sha256).hexdigest()


def normal_email(text: str) -> str | None:
    """The one form of an e-mail address by which it is found again; None when it is not one."""
    address = unicodedata.normalize("NFKC", text).strip().lower()
    if len(address) > LONGEST_EMAIL:
        return None
    try:
        validate_email(address)
    except ValidationError:
        return None
    return address


def normal_phone(text: str) -> str | None:
    """A phone number as +8613800138000, of the city's region unless it names another; None when there is none such."""
    typed = unicodedata.normalize("NFKC", text).strip()
    if len(typed) > LONGEST_PHONE:
        return None
    try:
        number = phonenumbers.parse(typed, settings.PHONE_REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _box(purpose: str) -> MultiFernet:
    keys = tuple(settings.SEAL_KEYS)
    if not keys or not all(keys):
        raise ImproperlyConfigured("SEAL_KEYS is empty. Please give it at least one key.")
    return _box_of(keys, purpose)


@lru_cache(maxsize=64)
def _box_of(keys: tuple[str, ...], purpose: str) -> MultiFernet:
    return MultiFernet([_fernet(key, purpose) for key in keys])


def _fernet(key: str, purpose: str) -> Fernet:
    # The purpose is part of the key, so a token copied into another column or kind of record does not open there.
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"gongzhi seal " + purpose.encode())
    return Fernet(urlsafe_b64encode(derive.derive(key.encode())))


if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class SealedText(_Text):
    """A text that is encrypted in the database and plain in Python; it can be looked for only when empty."""

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"purpose": self.purpose}

    def get_prep_value(self, value: Any) -> Any:
        plain = super().get_prep_value(value)
        return plain if plain is None else seal(plain, purpose=self.purpose)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return value if value is None else unseal(value, purpose=self.purpose)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in ("exact", "isnull"):
            raise FieldError(UNSEARCHABLE)
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(UNSEARCHABLE)


@SealedText.register_lookup
class _ExactlyEmpty(lookups.Exact):
    """`address=""` finds what was blanked; any other value is refused, since no two tokens of one text are alike."""

    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise FieldError(UNSEARCHABLE)
        return ""
