"""Walking through the report's pages as a browser does: each page's hidden fields travel along."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

WORDS = "望江路 18 号对面的路灯不亮一个星期了。"
WHAT = {"kind": "complaint", "text": WORDS, "matter": "0101", "noticed_on": ""}


def token_of(page: HttpResponse) -> str:
    """The token of the draft in a page's form."""
    found = re.search(r'name="draft" value="([^"]+)"', page.content.decode())
    return found.group(1) if found else ""


def begun(client: Client, **more: Any) -> str:
    """A report begun in this browser: the first page is filled in. Returns the token."""
    client.post("/report/", WHAT | more)
    return token_of(client.get("/report/where/"))


def sent(client: Client, **more: Any) -> HttpResponse:
    """A report walked through to its receipt."""
    begun(client, **more)
    client.post("/report/where/", {"lat": "23.13", "lon": "113.30", "words": "老桥南站往南"})
    client.post("/report/contact/", {"email": "mei@example.com"})
    return client.post("/report/check/", follow=True)
