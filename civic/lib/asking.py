"""What a list of the API may be asked: a question it does not know is refused by name, never passed over in silence."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.views import APIView

from civic.lib.pages import Pages
from civic.lib.refusals import NotValid

EVERYWHERE = frozenset({"format", "lang"})
"""What every address takes: how the answer is written, and in which language."""


class Asked(APIView):
    """A list that says what it may be asked, besides its filters and pages, in `asks`."""

    asks: ClassVar[Collection[str]] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After the door, before the work. Raises NotValid naming each question that is unknown, and those that are."""
        super().initial(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            return
        known = known_questions(type(self))
        unknown = [name for name in request.query_params if name not in known and name not in EVERYWHERE]
        if not unknown:
            return
        told = (
            _("This list does not know the filter “{name}”. It knows: {known}.")
            if known
            else _("This list knows no filters, so “{name}” is not one.")
        )
        shown = {name[:40]: told.format(name=name[:40], known=", ".join(sorted(known))) for name in unknown[:10]}
        raise NotValid(fields=shown)


def known_questions(view: type[Asked]) -> frozenset[str]:
    """The names a list may be asked by."""
    filters = getattr(getattr(view, "filterset_class", None), "base_filters", {})
    turned = getattr(view, "pagination_class", None)
    pages = {"limit", "cursor"} if turned is not None and issubclass(turned, Pages) else set()
    return frozenset({*view.asks, *filters, *pages})
