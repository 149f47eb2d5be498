"""What a draft tells so far: its matter, its thing of the street, its district; and which page asks next."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext

from civic.cases.forms.report import pin_of
from civic.cases.models import Case, Invitation
from civic.cases.queries import Past, Probe, Suggestion, invited_by, past_suggestions, suggestions
from civic.cases.queries.callouts import Readers
from civic.cases.rules import Kind
from civic.cases.rules.privacy import may_lie_on_a_device
from civic.cases.rules.supporting import ASKED_KINDS
from civic.cases.views.drafts import DraftInHand
from civic.offices.models import Matter, Office
from civic.offices.queries import Suggested, Worded, conditions_of, matters_about, suggested_matters, worded
from civic.offices.rules import Call, Privacy, read_calls
from civic.places.models import Area, Component
from civic.places.queries import component_by_code, locate

NUMBERS = ("110", "119", "120")


@dataclass
class Told:
    """The answers of a draft with the rows they name; each row is read once, when it is asked for."""

    answers: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def matter(self) -> Matter | None:
        """The matter that was chosen, unless it left the catalogue meanwhile."""
        code = self.answers.get("matter")
        return Matter.objects.select_related("wording").filter(code=code, is_active=True).first() if code else None

    @cached_property
    def component(self) -> Component | None:
        """The thing of the street it is about, from its plate."""
        code = self.answers.get("component")
        return component_by_code(code) if code else None

    @cached_property
    def invitation(self) -> Invitation | None:
        """What the city asked for, where this is handed in for it."""
        return invited_by(str(self.answers.get("invited") or ""))

    @cached_property
    def about_office(self) -> Office | None:
        """The office it is about, where it is about one."""
        code = self.answers.get("about_office")
        return Office.objects.filter(code=code, is_active=True).first() if code else None

    @cached_property
    def district(self) -> Area | None:
        """The district somebody chose."""
        code = self.answers.get("area")
        return Area.objects.filter(code=code, is_active=True).first() if code else None

    @cached_property
    def suggested(self) -> list[Suggested]:
        """The matters that may be meant: those of the thing it is about, else what the words say."""
        if self.component is not None:
            about = matters_about(self.component.kind)
            likely = suggested_matters(self.answers.get("text", ""), most=len(about) + 3)
            known = [one for one in likely if one.matter in about]
            said = {one.matter.pk for one in known}
            return known + [Suggested(matter, ()) for matter in about if matter.pk not in said]
        return suggested_matters(self.answers.get("text", ""))

    @cached_property
    def words(self) -> Worded:
        """What the catalogue says of the matter, in the reader's language."""
        return worded(self.matter.wording) if self.matter else Worded()

    @cached_property
    def conditions(self) -> list[tuple[str, str]]:
        """The conditions under which the matter is answered at another pace."""
        return conditions_of(self.matter) if self.matter else []

    @property
    def privacy(self) -> str:
        """Who may read a case of this matter."""
        return self.matter.privacy if self.matter else Privacy.PUBLIC

    @property
    def may_lie_on_a_device(self) -> bool:
        """May a phone keep what was typed so far?"""
        said = self.answers
        return may_lie_on_a_device(
            kind=said.get("kind", ""), privacy=self.privacy, is_confidential=said.get("confidential")
        )

    @cached_property
    def danger(self) -> Worded:
        """What to do first in danger: of the matter; where none was chosen, of the likeliest that speaks of danger."""
        if self.matter is not None:
            return self.words
        meant = (worded(one.matter.wording) for one in self.suggested)
        return next((words for words in meant if words.emergency), Worded())

    @property
    def calls(self) -> list[Call]:
        """The numbers to call first, each with who answers it."""
        return read_calls(self.danger.calls)

    @property
    def asked(self) -> dict[str, Any]:
        """What was answered to the matter's own questions; another matter asks others."""
        kept: dict[str, Any] = self.answers.get("asked") or {}
        return kept if self.matter is not None and kept.get("matter") == self.matter.code else {}

    @property
    def asks_where(self) -> bool:
        """Is the place still to be told? A thing of the street knows its own."""
        return self.component is None

    @property
    def asks_which(self) -> bool:
        """Is it worth asking which matter is meant? Of the same words it is asked once."""
        if self.answers.get("kind") == Kind.MISCONDUCT:
            return False  # what is about an office has no matter
        was_asked = self.answers.get("was_asked") == self.answers.get("text")
        return not self.answers.get("matter") and not was_asked and bool(self.suggested)

    @cached_property
    def similar(self) -> list[Suggestion]:
        """Cases this report may be the same as, but those of which that was denied; none for what is one person's
        own."""
        if self.answers.get("kind") not in ASKED_KINDS or not self.answers.get("text"):
            return []
        probe, cell_id = self._probe()
        return suggestions(probe, cell_id=cell_id, but=self.answers.get("not_like", ()))

    @cached_property
    def past(self) -> list[Past]:
        """Suggestions that ended and say much the same as this one, but those of which that was denied."""
        if self.answers.get("kind") != Kind.SUGGESTION or not self.answers.get("text"):
            return []
        known = {one.case.number for one in self.similar} | set(self.answers.get("not_like", ()))
        return past_suggestions(self.answers["text"], but=known)

    @property
    def asks_whether_same(self) -> bool:
        """Is there anything hers may be the same as?"""
        return bool(self.similar or self.past)

    def _probe(self) -> tuple[Probe, int | None]:
        """What is known of this report, as others are looked for; where no matter was chosen, the likeliest."""
        pin, district = pin_of(self.answers), self.district
        if pin is None and self.component is not None:
            pin = (self.component.lat, self.component.lon)
        matter = self.matter or next((one.matter for one in self.suggested), None)
        cell = locate(*pin).cell if pin is not None else None
        probe = Probe(
            at=timezone.now(),
            text=self.answers["text"],
            lat=pin[0] if pin else None,
            lon=pin[1] if pin else None,
            matter_id=matter.pk if matter else None,
            component_id=self.component.pk if self.component else None,
            area_path=district.path if district is not None and pin is None else "",
            address=self.answers.get("words", ""),
            is_idea=self.answers.get("kind") == Kind.SUGGESTION,
        )
        return probe, cell.pk if cell else None

    @property
    def asks_more(self) -> bool:
        """Does the matter have questions of its own, or something to say that no other page says?"""
        has_words = bool(self.words.advice or self.words.emergency)
        return bool(self.words.questions or self.conditions) or (has_words and not self.asks_where)

    def page_for_news(self, before: Matter | None) -> str:
        """Which page a visitor should see before the summary when the matter became another one; "" for none."""
        if self.matter is None or self.matter == before:
            return ""
        if self.words.emergency and self.asks_where:
            return "cases:report-where"
        return "cases:report-more" if self.asks_more else ""

    def page_after(self, page: str) -> str:
        """The question that follows a page; what is asked of the record is asked only when its turn comes."""
        pages: list[tuple[str, Callable[[], bool]]] = [
            ("cases:report", lambda: True),
            ("cases:report-matter", lambda: page == "cases:report" and self.asks_which),
            ("cases:report-where", lambda: self.asks_where),
            ("cases:report-more", lambda: self.asks_more),
            ("cases:report-similar", lambda: self.asks_whether_same),
            ("cases:report-photos", lambda: True),
        ]
        after = [name for name, _is_asked in pages].index(page) + 1
        return next(name for name, is_asked in pages[after:] if is_asked())

    def detour(self, page: str = "") -> str:
        """Which page a change made from the summary leads through first: this one, else the similar cases it brings; ""
        for none."""
        return page or ("cases:report-similar" if self.asks_whether_same else "")

    def page_before(self, page: str) -> str:
        """Where the back link of a page leads."""
        pages = [
            ("cases:report", True),
            ("cases:report-where", self.asks_where),
            ("cases:report-more", self.asks_more),
            ("cases:report-photos", True),
        ]
        names = [name for name, is_asked in pages if is_asked or name == page]
        return names[names.index(page) - 1]


def told_by(held: DraftInHand) -> Told:
    """What the draft in hand tells."""
    return Told(held.answers)


def first_in_danger(case: Case, readers: Readers | None) -> dict[str, Any]:
    """What to do first and whom to call, for a resident whose urgent case nobody has yet; the three numbers everybody
    knows where the matter names none. Empty for all others."""
    if readers is None or not readers.needs_numbers:
        return {}
    words = worded(case.wording)
    if not words.emergency:
        words = Worded(emergency=gettext("Somebody hurt, fire, live wires: call 119, 120 or 110 first."), calls=NUMBERS)
    return {"words": words, "calls": read_calls(words.calls or NUMBERS)}
