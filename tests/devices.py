"""A phone that takes messages, and the vendor that carries them: both on this machine, over TLS as outside."""

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from secrets import token_bytes, token_hex
from struct import unpack
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from civic.lib import push_vendors
from civic.lib.web_push import Browser, from_web, new_key, to_web

KEY = new_key()
CURVE = ec.SECP256R1()


def raw(key: ec.EllipticCurvePublicKey) -> bytes:
    """A point as browsers write it."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass
class Phone:
    """A browser: its own keys, and what it reads of a message with them."""

    endpoint: str = field(default_factory=lambda: f"https://fcm.googleapis.com/fcm/send/{token_hex(8)}")
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    secret: bytes = field(default_factory=lambda: token_bytes(16))

    @property
    def browser(self) -> Browser:
        """What it tells the site."""
        return Browser(self.endpoint, to_web(raw(self.key.public_key())), to_web(self.secret))

    @property
    def fields(self) -> dict[str, str]:
        """The same as the fields of a form."""
        told = self.browser
        return {"endpoint": told.endpoint, "p256dh": told.key, "auth": told.secret}

    def open(self, body: bytes) -> bytes:
        """Read a message as RFC 8291 and RFC 8188 say, written here a second time."""
        salt, (record, size) = body[:16], unpack("!IB", body[16:21])
        theirs, sealed = body[21 : 21 + size], body[21 + size :]
        assert len(sealed) <= record
        agreed = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
        mixed = _hkdf(self.secret, agreed, b"WebPush: info\0" + raw(self.key.public_key()) + theirs, 32)
        key = _hkdf(salt, mixed, b"Content-Encoding: aes128gcm\0", 16)
        plain = AESGCM(key).decrypt(_hkdf(salt, mixed, b"Content-Encoding: nonce\0", 12), sealed, None).rstrip(b"\0")
        assert plain[-1:] == b"\x02", "the last record ends so"
        return plain[:-1]


def _hkdf(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


@dataclass
class Vendor:
    """Who carries messages to phones: what came, and what it answers."""

    host: str = ""
    status: int = 201
    came: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def phone(self) -> Phone:
        """A phone that is reached here."""
        return Phone(f"https://{self.host}/push/{token_hex(8)}")

    def read(self, phone: Phone) -> list[dict[str, Any]]:
        """What a phone has been shown."""
        mine = [body for path, _heads, body in self.came if phone.endpoint.endswith(path)]
        return [json.loads(phone.open(body)) for body in mine]


@contextmanager
def vendor_here(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Vendor]:
    """A vendor on this machine, and a city that has a key and knows it."""
    vendor = Vendor()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            vendor.came.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(vendor.status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_said: Any) -> None:
            """Say nothing."""

    with TemporaryDirectory() as folder:
        theirs, ours = _contexts(Path(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        server.socket = theirs.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        vendor.host = f"127.0.0.1:{server.server_port}"
        settings.VAPID_PRIVATE_KEY, settings.PUSH_VENDORS = KEY, [vendor.host, "fcm.googleapis.com"]
        monkeypatch.setattr(push_vendors, "is_everybodys", lambda address: address == "127.0.0.1")
        monkeypatch.setattr(push_vendors, "tls", lambda: ours)
        yield vendor
        server.shutdown()
        server.server_close()


def _contexts(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Both ends of a line, with a certificate of a day."""
    key, name = ec.generate_private_key(CURVE), x509.Name([])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = made.not_valid_after(now + timedelta(days=1)).add_extension(address, True).sign(key, hashes.SHA256())
    file = folder / "vendor.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + signed.public_bytes(Encoding.PEM)
    )
    theirs, ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=str(file))
    theirs.load_cert_chain(file)
    ours.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return theirs, ours


def claims_of(head: str) -> tuple[dict[str, Any], bytes, bytes, str]:
    """What a signature says, over which words, the signature, and the key it names."""
    told = dict(part.strip().split("=", 1) for part in head.removeprefix("vapid ").split(","))
    words, _dot, sealed = told["t"].rpartition(".")
    return json.loads(from_web(words.split(".")[1])), words.encode(), from_web(sealed), told["k"]
