"""Web push: words encrypted for one browser (RFC 8291 and 8188), and the city's signature for its vendor (RFC 8292)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_bytes
from struct import pack
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
RECORD = 4096  # one record holds all of it: what a vendor takes at least
LONGEST = RECORD - 16 - 1 - 86  # without the tag, the end of the words and the head before them
STEP = 256  # words are filled up to this, so that their length tells a vendor nothing
SECRET = 16
SIGNED_FOR = timedelta(hours=12)


class BadKey(ValueError):
    """A key is none of this kind."""


@dataclass(frozen=True)
class Browser:
    """Where a browser is reached, and the keys that open what is sent there: as its vendor handed them out."""

    endpoint: str
    key: str  # the public key of the browser, "p256dh"
    secret: str  # what only the browser and we know, "auth"


def check_browser(browser: Browser) -> None:
    """Could words be encrypted for it? Raises BadKey."""
    _point(browser.key)
    if len(from_web(browser.secret)) != SECRET:
        raise BadKey("The secret of a browser has sixteen bytes.")


def encrypted(
    words: bytes, *, browser: Browser, salt: bytes = b"", own: ec.EllipticCurvePrivateKey | None = None
) -> bytes:
    """The body of a message: nobody between us and the browser can read it. Salt and key are drawn anew for each."""
    salt, own = salt or token_bytes(SECRET), own or ec.generate_private_key(CURVE)
    theirs, ours = _point(browser.key), _raw(own.public_key())
    agreed = own.exchange(ec.ECDH(), theirs)
    mixed = _derived(agreed, salt=from_web(browser.secret), info=b"WebPush: info\0" + _raw(theirs) + ours, length=32)
    key = _derived(mixed, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    nonce = _derived(mixed, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    head = salt + pack("!IB", RECORD, len(ours)) + ours
    return head + AESGCM(key).encrypt(nonce, words, None)


def filled_up(words: bytes) -> bytes:
    """The words with their end marked, and nothing behind it up to the next step. Raises ValueError for too many."""
    if len(words) > LONGEST:
        raise ValueError(f"{len(words)} bytes are more than a message may hold.")
    return (words + b"\x02").ljust(min(LONGEST + 1, -(-(len(words) + 1) // STEP) * STEP), b"\0")


def signature(endpoint: str, *, key: str, contact: str, at: datetime) -> str:
    """What tells a vendor who sends: the head Authorization of a message."""
    parts = urlsplit(endpoint)
    private = _private(key)
    claims = {"aud": f"https://{parts.netloc}", "exp": int((at + SIGNED_FOR).timestamp()), "sub": contact}
    told = b".".join(to_web(json.dumps(part).encode()).encode() for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    first, second = decode_dss_signature(private.sign(told, ec.ECDSA(hashes.SHA256())))
    sealed = to_web(first.to_bytes(32, "big") + second.to_bytes(32, "big"))
    return f"vapid t={told.decode()}.{sealed}, k={public_key(key)}"


def new_key() -> str:
    """A private key of a city, as the settings hold it."""
    drawn = ec.generate_private_key(CURVE).private_numbers().private_value
    return to_web(drawn.to_bytes(32, "big"))


def public_key(key: str) -> str:
    """The public half, which browsers are told. Raises BadKey."""
    return to_web(_raw(_private(key).public_key()))


def to_web(raw: bytes) -> str:
    """Bytes as addresses and heads hold them."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_web(text: str) -> bytes:
    """The same bytes back, with or without what fills them up. Raises BadKey."""
    bare = text.rstrip("=")
    try:
        return urlsafe_b64decode((bare + "=" * (-len(bare) % 4)).encode("ascii"))
    except (Error, UnicodeEncodeError):
        raise BadKey("This is no key.") from None


def _private(key: str) -> ec.EllipticCurvePrivateKey:
    raw = from_web(key)
    if len(raw) != 32:
        raise BadKey("A private key has thirty-two bytes.")
    try:
        return ec.derive_private_key(int.from_bytes(raw, "big"), CURVE)
    except ValueError:
        raise BadKey("This is no private key.") from None


def _point(key: str) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, from_web(key))
    except ValueError:  # a point that is on another curve would give the city's part away
        raise BadKey("This is no public key.") from None


def _raw(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derived(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)
