"""The machine's door to the figures and to the one search."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.guards import Anybody
from civic.insights.forms import WAYS, ScoresForm, SearchForm
from civic.insights.queries.figures import LANGUAGES, months, table
from civic.insights.queries.finding import find
from civic.insights.rules.finding import LABELS
from civic.insights.serializers import FoundShape, ScoresShape
from civic.lib.asking import Asked
from civic.lib.refusals import NotValid
from civic.lib.shapes import problems


class Scores(Asked, APIView):
    """The figures as the page of the same question shows them."""

    asks = tuple(ScoresForm.base_fields)
    permission_classes = [Anybody]

    @extend_schema(
        operation_id="read_scores",
        tags=["city"],
        summary=_("How offices and areas did in a month"),
        description=_(
            "The same numbers as the page of scores: each rate with numerator and denominator, no percentage while "
            "fewer than ten stand behind it. Every case behind them stands in the open files."
        ),
        parameters=[
            OpenApiParameter("month", str, description=_("Year and number, 2026-10; else the last one that is over.")),
            OpenApiParameter("by", str, enum=[code for code, _label in WAYS]),
            OpenApiParameter("area", str, description=_("The code of an area: it and everything below it.")),
            OpenApiParameter("office", str, description=_("The code of an office.")),
            OpenApiParameter("language", str, enum=[code for code in LANGUAGES if code]),
        ],
        responses={200: ScoresShape, **problems(400)},
    )
    def get(self, request: Request) -> Response:
        """The figures asked for. Raises NotValid for what is not in a list."""
        known = months()
        form = ScoresForm(request.query_params, months=known, today=timezone.localdate())
        if not form.is_valid():
            raise NotValid(fields={name: [str(one) for one in told] for name, told in form.errors.items()})
        return Response(ScoresShape(table(form.asked(), months=known)).data)


class Search(Asked, APIView):
    """The one search, as its page shows it."""

    asks = tuple(SearchForm.base_fields)
    permission_classes = [Anybody]

    @extend_schema(
        operation_id="search",
        tags=["city"],
        summary=_("One search over everything public"),
        description=_(
            "Rules and guides, matters, answers, suggestions, promises, topics of communities and cases that hold "
            "every one of the words; Chinese needs no blanks between them. Without `kind` the first of each kind, with "
            "it a page of twenty."
        ),
        parameters=[
            OpenApiParameter("q", str, required=True, description=_("Words, or the number of a case.")),
            OpenApiParameter("kind", str, enum=list(LABELS)),
            OpenApiParameter("page", int, description=_("Of one kind, from 1 on.")),
        ],
        responses={200: FoundShape, **problems(400)},
    )
    def get(self, request: Request) -> Response:
        """What was found. Raises NotValid for a question without a word, and for a kind there is none of."""
        form = SearchForm(request.query_params)
        if not form.is_valid():
            raise NotValid(fields={name: [str(one) for one in told] for name, told in form.errors.items()})
        asked = form.cleaned_data
        groups = find(asked["q"], on=timezone.localdate(), only=asked["kind"], page=asked["page"] or 1)
        return Response(FoundShape({"q": asked["q"], "groups": groups}).data)
