"""How a page tries an act: done, or the form says why not."""

from collections.abc import Callable
from typing import Any

from django.forms import Form

from civic.lib.form_errors import tell
from civic.lib.refusals import Refused


def tried(form: Form, act: Callable[[dict[str, Any]], Any]) -> tuple[Any, int]:
    """What the act gave and 200, or None and the status its page has."""
    if not form.is_valid():
        return None, 400
    try:
        return act(dict(form.cleaned_data)) or True, 200
    except Refused as refused:
        tell(form, refused)
        return None, refused.status
