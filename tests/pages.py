"""A page as it is read: the words without the markup."""

import re
from html import unescape

from django.http import HttpResponse


def read(page: HttpResponse) -> str:
    """The words of a page in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page.content.decode())).split())
