"""By what the worklist is narrowed: one FilterSet for the page, the export and what is moved in bulk."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, CaseQuerySet, Deadline, Part, Rebound
from civic.cases.rules import CLOSED_STATES, Kind, Source, State
from civic.cases.rules.report import LANGUAGES
from civic.desk.queries import LONGEST_SEARCH, Choices, days_end, flags_of, searched
from civic.desk.rules import FILTERS, kept_query, standing
from civic.offices.queries import OfficerHand
from civic.offices.rules import Side, Unit

_UNKNOWN = {"invalid_choice": _("This is not in the list. Choose one from it, or leave it open.")}
TOO_LONG = {"max_length": _("This is too long. Keep it under %(limit_value)d characters.")}
DEADLINES = [
    ("overdue", _("Overdue")),
    ("today", _("Today")),
    ("week", _("This week")),
    ("none", _("None")),
]
MINE = [("office", _("Held by my office")), ("part", _("I took part"))]
PRIORITIES = [
    ("urgent", _("Urgent: hours, not days")),
    ("hastened", _("Hastened")),
    ("overdue", _("Overdue")),
    ("news", _("New from the resident")),
]
RETURNED = [("yes", _("It came back after closing")), ("closed", _("Closed, and came back"))]
FLAGGED = [("mine", _("By me")), ("office", _("By my office")), ("any", _("By me or my office"))]
SPOKEN = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
assert {code for code, _name in SPOKEN} == set(LANGUAGES) - {""}


def _states() -> list[tuple[str, Any]]:
    """As the desk calls them; the two in which a resident was asked, with the side that asked."""
    sides = {State.ASKED_AT_DESK: Side.CHECK.label, State.ASKED_BY_OFFICE: Side.ACT.label}
    named = [(state, standing(state=state, round_=1, verdict="", answered_at=None).label) for state in State]
    return [
        (state.value, format_lazy("{state} · {side}", state=label, side=sides[state]) if state in sides else label)
        for state, label in named
    ]


class Chooser(django_filters.Filter):
    """A filter over one thing out of a list; left open, it filters nothing."""

    field_class = forms.ChoiceField


def _chooser(label: Any, empty: Any, choices: Any = (), **given: Any) -> Chooser:
    return Chooser(choices=[("", empty), *choices], label=label, error_messages=_UNKNOWN, **given)


class DeskFilters(django_filters.FilterSet):
    """q, state, deadline, kind, matter, area, office, source, language, mine, priority, returned, flagged. It narrows
    what is on a desk already."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Words or number"), max_length=LONGEST_SEARCH, error_messages=TOO_LONG
    )
    state = _chooser(_("State"), _("Any state"), _states())
    deadline = _chooser(_("Due"), _("At any time"), DEADLINES, method="by_deadline")
    kind = _chooser(_("Kind"), _("All kinds"), Kind.choices)
    matter = _chooser(_("Matter"), _("Every matter"), method="by_choice")
    area = _chooser(_("Area"), _("Every area"), method="by_area")
    office = _chooser(_("Office"), _("Any office"), method="by_choice")
    source = _chooser(_("How it came in"), _("In any way"), Source.choices)
    language = _chooser(_("Language"), _("Any language"), SPOKEN)
    mine = _chooser(_("Mine"), _("Whoever holds it"), MINE, method="by_hand")
    priority = _chooser(_("Priority"), _("Any priority"), PRIORITIES, method="by_priority")
    returned = _chooser(_("Came back"), _("Come back or not"), RETURNED, method="by_return")
    flagged = _chooser(_("Flagged"), _("Flagged or not"), FLAGGED, method="by_flag")

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, officer: OfficerHand, choices: Callable[[], Choices], at: datetime) -> None:
        cut = data.copy()
        cut["q"] = cut.get("q", "").strip()[:LONGEST_SEARCH]
        super().__init__(cut, queryset=Case.objects.none())
        self.officer, self.at, self._load = officer, at, choices

    @cached_property
    def choices(self) -> Choices:
        """Matters, areas and offices, asked for once they are needed."""
        return self._load()

    @cached_property
    def form(self) -> forms.Form:
        """The form, with the lists of the city in it."""
        form = self.get_form_class()(self.data)
        for name in ("matter", "area", "office"):
            field = form.fields[name]
            field.choices = self._listed(name, field.choices[0])
        return form

    def _listed(self, name: str, empty: tuple[str, Any]) -> Callable[[], list[tuple[str, Any]]]:
        return lambda: [empty, *((one.code, one.name) for one in self.choices[name].values())]

    @property
    def asked(self) -> dict[str, str]:
        """The filters in use, as they stand in the address."""
        return {name: value for name in FILTERS if (value := self.data.get(name, ""))}

    @property
    def search(self) -> str:
        """The words looked for."""
        return str(self.data.get("q", ""))

    def narrow(self, cases: CaseQuerySet) -> CaseQuerySet:
        """What is left of these cases; nothing, where a filter says what nobody knows."""
        if not self.form.is_valid():
            return cases.none()
        left: CaseQuerySet = self.filter_queryset(cases)
        return left

    @property
    def chips(self) -> list[tuple[Any, Any, str]]:
        """Each filter in use: its name, what it is set to, and the query of the list without it."""
        told = []
        for name, value in self.asked.items():
            field = self.form.fields[name]
            known: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
            said = dict(known).get(value, value)
            without = self.asked | {"view": self.data.get("view", ""), name: ""}
            told.append((field.label, said, kept_query(without)))
        return told

    # --- how each of them narrows ---

    def by_words(self, cases: Any, name: str, value: str) -> Any:
        """With this number, or these words in anything the desk may read."""
        return searched(cases, value)

    def by_deadline(self, cases: Any, name: str, value: str) -> Any:
        """Past, until midnight, until the end of Sunday, or without a deadline."""
        if value == "none":
            return cases.filter(due_at__isnull=True)
        if value == "overdue":
            return cases.filter(due_at__lt=self.at).exclude(state__in=CLOSED_STATES)
        days = 1 if value == "today" else 7 - localtime(self.at).weekday()
        return cases.filter(due_at__gte=self.at, due_at__lt=days_end(self.at, days=days))

    def by_choice(self, cases: Any, name: str, value: str) -> Any:
        """Of this matter; held by this office."""
        return cases.filter(**{name: self.choices[name][value].pk})

    def by_area(self, cases: Any, name: str, value: str) -> Any:
        """In an area and everything below it."""
        return cases.filter(area__path__startswith=self.choices["area"][value].path)

    def by_hand(self, cases: Any, name: str, value: str) -> Any:
        """Held by an office of mine; or I once took part in it."""
        if value == "office":
            return cases.filter(Q(office__in=self.officer.office_ids))
        return cases.filter(pk__in=Part.objects.filter(person=self.officer.person_id).values("case"))

    def by_priority(self, cases: Any, name: str, value: str) -> Any:
        """With a limit of hours that still runs; pressed by the checking side; with something new from
        its resident; past the next day."""
        if value == "news":
            return cases.filter(news_since__isnull=False)
        if value == "hastened":
            return cases.filter(demand_due_at__isnull=False)
        if value == "overdue":
            return cases.filter(due_at__lt=self.at).exclude(state__in=CLOSED_STATES)
        running = Deadline.objects.filter(case=OuterRef("pk"), done_at__isnull=True, unit=Unit.URGENT_HOURS)
        return cases.filter(Exists(running))

    def by_flag(self, cases: Any, name: str, value: str) -> Any:
        """With a flag of mine, or of an office of mine."""
        return cases.filter(pk__in=flags_of(self.officer, whose=value).values("case"))

    def by_return(self, cases: Any, name: str, value: str) -> Any:
        """The return of a closed case; or closed, and something came back. Looked up by key: few cases are either."""
        links = Rebound.objects.standing().order_by()
        return cases.filter(pk__in=links.values("earlier" if value == "closed" else "case"))
