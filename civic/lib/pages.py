"""How the API turns pages: 50 rows unless asked for more, `next` leads on, nothing is counted."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from civic.lib.keyset import BadCursor, Page, page_of

SIZE, MOST = 50, 200


class Pages(BasePagination):
    """Pages by sealed cursor, in the order the view names in `page_keys`."""

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        self.request = request
        size, keys = _size(request.query_params.get("limit", "")), getattr(view, "page_keys", ("-pk",))
        try:
            self.page: Page[Any] = page_of(
                queryset, keys=keys, size=size, cursor=request.query_params.get("cursor", "")
            )
        except BadCursor:
            raise ValidationError(
                {"cursor": [_("This cursor leads nowhere. Follow `next` of a page, or begin without one.")]}
            ) from None
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self._next(), "results": data})

    def _next(self) -> str | None:
        return (
            replace_query_param(self.request.build_absolute_uri(), "cursor", self.page.next) if self.page.next else None
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        following = {
            "type": "string",
            "format": "uri",
            "nullable": True,
            "description": "The next page; null on the last.",
        }
        return {"type": "object", "required": ["next", "results"], "properties": {"next": following, "results": schema}}

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        size = {"type": "integer", "minimum": 1, "maximum": MOST, "default": SIZE}
        return [
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "schema": {"type": "string"},
                "description": _("Where the page begins; taken from `next`."),
            },
            {"name": "limit", "in": "query", "required": False, "schema": size, "description": _("Rows on a page.")},
        ]


class WholeList(BasePagination):
    """A list short enough to be one page, in the same shape."""

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        return list(queryset)

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": None, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        always_null = {
            "type": "string",
            "format": "uri",
            "nullable": True,
            "description": "Always null: the list is whole.",
        }
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {"next": always_null, "results": schema},
        }


def _size(asked: str) -> int:
    if not asked:
        return SIZE
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= 4 and 1 <= int(asked) <= MOST):
        raise ValidationError({"limit": [_("Ask for 1 to 200 rows a page.")]})
    return int(asked)
