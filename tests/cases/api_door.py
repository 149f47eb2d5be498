"""What the tests of the machine's door share: a report to send, and a program that sends it."""

import io
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

KEY = "6f1d2a0c-9a53-4b7e-8f10-2f4f8c3a7b11"
REPORT: dict[str, Any] = {
    "kind": "complaint",
    "matter": "0101",
    "text": "望江路 18 号对面的路灯不亮一个星期了。",
    "lat": 23.13,
    "lon": 113.30,
    "language": "zh-hans",
}


def send(client: Client, path: str, body: Any, **headers: str) -> Any:
    """Send JSON as a program does."""
    return client.post(
        f"/api/v1/{path}",
        json.dumps(body),
        content_type="application/json",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def file_report(client: Client, key: str = "", **changes: Any) -> Any:
    """Hand a report in; a change to None leaves the field out."""
    body = {name: value for name, value in (REPORT | changes).items() if value is not None}
    return send(client, "cases/", body, **({"Idempotency_Key": key} if key else {}))


def photo(name: str = "lamp.jpg", colour: str = "navy") -> SimpleUploadedFile:
    """A small photo."""
    kept = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(kept, "JPEG")
    return SimpleUploadedFile(name, kept.getvalue(), content_type="image/jpeg")


def is_problem(answer: HttpResponse, status: int) -> dict[str, Any]:
    """The body of a refusal, after looking that it is a problem in a full sentence."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = json.loads(answer.content)
    assert told["status"] == status
    assert len(told["detail"]) > 8
    assert {"type", "title", "status", "detail"} <= set(told)
    return told
