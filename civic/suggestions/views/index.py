"""The public suggestions, in two ways: as a list and on a map."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.cases.rules import Kind
from civic.lib.basemap import is_drawn
from civic.places.models import Area
from civic.suggestions.forms import SuggestionFilters
from civic.suggestions.models import Round
from civic.suggestions.queries import ORDERS, listed, public_suggestions
from civic.suggestions.queries.pages import ORDERS_TAKEN_OVER
from civic.suggestions.views.cards import card_of

ROUNDS_SHOWN, PAST_SHOWN = 12, 4
BESIDE_MAP = 10
AT_HAND = ("q", "stands")
FOLDED = ("area", "topic", "outcome")
ON_MAP = ("q", "area", "matter")  # what the map of the cases can be asked for too


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list, twenty a page, with the rounds that run now above it."""
    filters = _filtered(request)
    in_round = _chosen(filters)
    orders = ORDERS_TAKEN_OVER if in_round and in_round.is_taken_over else ORDERS
    order = request.GET.get("order", "") if request.GET.get("order") in orders else ""
    page = listed(filters.qs, order=order, cursor=request.GET.get("after", ""))
    is_searched = any(request.GET.get(name) for name in filters.filters)
    is_first = not request.GET.get("after")
    context = _frame(request, filters) | {
        "cards": [card_of(case) for case in page.cases],
        "in_round": in_round,
        **(_rounds() if is_first and not is_searched else {}),
        "tells_rounds": is_first and not is_searched,
        "is_searched": is_searched,
        "is_first": is_first,
        "orders": [(name, label, name == order, _with(request, order=name)) for name, label in orders.items()],
        "next_url": _with(request, after=page.next) if page.next else "",
        "map_url": reverse("suggestions:map") + _with(request, after="", order=""),
        "table_url": reverse("suggestions:table") + _with(request, order=""),
    }
    return render(request, "suggestions/list.html", context)


@open_to_all
@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The same on a map, the newest as a list beside it."""
    filters = _filtered(request)
    page = listed(filters.qs, size=BESIDE_MAP)
    asked = {name: request.GET.get(name, "") for name in ON_MAP} | {"kind": Kind.SUGGESTION.value}
    context = _frame(request, filters) | {
        "cards": [card_of(case) for case in page.cases],
        "is_searched": any(request.GET.get(name) for name in filters.filters),
        "list_url": reverse("suggestions:list") + _with(request),
        "base_map": settings.BASE_MAP if is_drawn() else "",
        "data_url": f"{reverse('cases:map-data')}?{urlencode({name: said for name, said in asked.items() if said})}",
    }
    return render(request, "suggestions/map.html", context)


def _filtered(request: HttpRequest) -> SuggestionFilters:
    return SuggestionFilters(request.GET, public_suggestions())


def _rounds() -> dict[str, list[Round]]:
    """What the city asks for now, and the last rounds that are over: those one looks through."""
    at, shown = timezone.now(), Round.objects.in_brief().shown()
    return {
        "rounds": list(shown.running(at).order_by("ends_at", "pk")[:ROUNDS_SHOWN]),
        "past_rounds": list(shown.filter(ends_at__lte=at).order_by("-ends_at", "-pk")[:PAST_SHOWN]),
    }


def _chosen(filters: SuggestionFilters) -> Round | None:
    """The round the list is narrowed to; no query where none is named."""
    filters.is_valid()  # reads what was asked; what is wrong stands beside its field
    slug = filters.form.cleaned_data.get("round", "")
    return Round.objects.shown().filter(slug=slug).first() if slug else None


def _frame(request: HttpRequest, filters: SuggestionFilters) -> dict[str, Any]:
    """The fields a person chooses by; of the areas only the districts."""
    filters.form.fields["area"].queryset = Area.objects.districts()
    in_round = request.GET.get("round", "")
    return {
        "form": filters.form,
        "fields": [filters.form[name] for name in (*AT_HAND, *FOLDED)],
        "more_is_open": any(request.GET.get(name) for name in FOLDED),
        "is_narrowed": any(request.GET.get(name) for name in filters.filters if name != "round"),
        "clear_url": request.path + (f"?{urlencode({'round': in_round})}" if in_round else ""),
        "kept": [(name, request.GET[name]) for name in ("round", "order") if request.GET.get(name)],
    }


def _with(request: HttpRequest, **changes: str) -> str:
    """The query of this page with parts changed; an empty change takes a part out."""
    kept = {name: value for name, value in request.GET.items() if name != "after"} | changes
    said = urlencode([(name, value) for name, value in kept.items() if value])
    return f"?{said}" if said else "?" if changes else ""
