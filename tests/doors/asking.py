"""One request of somebody, as a browser or a program sends it."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tests.doors.answers import body_of
from tests.doors.town import Somebody, Town


def ask(town: Town, who: Somebody, method: str, where: str, said: Mapping[str, Any] | None = None) -> Any:
    """What she is answered, with its body; what it did is taken back, so that nobody is even signed out by it."""
    client, is_api = town.client(who), where.startswith("/api/")
    with transaction.atomic():
        if method == "POST" and is_api:
            answer = client.post(where, json.dumps(said or {}), content_type="application/json")
        elif method == "POST":
            answer = client.post(where, said or {})
        else:
            kind = {"content_type": "application/json"} if is_api and method not in ("GET", "HEAD") else {}
            answer = client.generic(method, where, **kind)
        answer.body = body_of(answer)
        transaction.set_rollback(True)
    return answer
