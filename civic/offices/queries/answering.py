"""Which office answers for a matter at a place, which one reviews it, and the catalogue by family."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence
from civic.offices.models import Matter, Office, Stewardship
from civic.places.models import Area, Component


@dataclass(frozen=True)
class Answering:
    """The office that answers, why it, and since when; the register of components tells no day."""

    office: Office
    reason: Sentence
    since: date | None = None
    duty: Stewardship | None = None

    @property
    def helpers(self) -> tuple[Office, ...]:
        """The offices that help the answering one; asked when read."""
        if self.duty is None:
            return ()
        return tuple(Office.objects.filter(helps__stewardship=self.duty, is_active=True).order_by("code"))


def who_answers(
    matter: Matter | None, area: Area | None, *, on: date, component: Component | None = None
) -> Answering | None:
    """Who answers for a matter in an area on a day: the deepest area up the tree wins, the whole city comes last.

    A component goes to its owner first, then to the locality; an event to the locality
    (部件先属主、后属地，事件先属地).
    """
    if matter is None:
        return None
    if component is not None and (keeper := _keeper(component)) is not None:
        return keeper
    codes = [code for code in area.path.split("/") if code] if area else []
    duty = (
        Stewardship.objects.in_force(on)
        .filter(Q(area__isnull=True) | Q(area__code__in=codes), matter=matter, office__is_active=True)
        .select_related("office", "area", "matter")
        # a longer path lies deeper; the latest word counts
        .order_by(F("area__path").desc(nulls_last=True), "-starts", "-pk")
        .first()
    )
    return answering_by(duty) if duty else None


def answering_office(matter: Matter | None, area: Area | None, *, on: date) -> Answering | None:
    """Who answers for a matter in an area on a day, where no component is known."""
    return who_answers(matter, area, on=on)


def answering_by(duty: Stewardship) -> Answering:
    """The answer a duty gives, with its reason."""
    return Answering(duty.office, _reason(duty), duty.starts, duty)


def where_words(area: Area | None) -> Sentence:
    """The area, or that it is the whole city, within a sentence."""
    return lazy(str, str)(area) if area is not None else _("the whole city")


def _reason(duty: Stewardship) -> Sentence:
    told = {"office": duty.office, "matter": duty.matter, "day": lazy(date_format, str)(duty.starts)}
    if duty.area is None:
        return format_lazy(_("{office} answers for “{matter}” in the whole city since {day}."), **told)
    return format_lazy(_("{office} answers for “{matter}” in {area} since {day}."), area=duty.area, **told)


_KEEPS = (
    ("competent", _("{office} answers: {party} is competent for the component {code}.")),
    ("maintainer", _("{office} answers: {party} maintains the component {code}.")),
    ("owner", _("{office} answers: {party} owns the component {code}.")),
)


def _keeper(component: Component) -> Answering | None:
    """The office behind the competent party of a component, else behind its maintainer, else behind its owner."""
    parties = {part: getattr(component, f"{part}_id") for part, _words in _KEEPS}
    behind: dict[int, list[Office]] = {}
    wanted = {pk for pk in parties.values() if pk is not None}
    offices = Office.objects.filter(parties__in=wanted, is_active=True) if wanted else Office.objects.none()
    for office in offices.annotate(party=F("parties")).select_related("area").order_by("code"):
        behind.setdefault(office.party, []).append(office)
    for part, words in _KEEPS:
        keeper = _nearest(behind.get(parties[part], []), component.area)
        if keeper is not None:
            told = {"office": keeper, "party": getattr(component, part), "code": component.code}
            return Answering(keeper, format_lazy(words, **told))
    return None


def _nearest(offices: list[Office], area: Area | None) -> Office | None:
    """Of several offices the one whose area lies deepest around the component; none that lies
    elsewhere."""
    path = area.path if area else ""
    around = [office for office in offices if office.area is None or path.startswith(office.area.path)]
    return max(around, key=lambda office: len(office.area.path) if office.area else 0, default=None)


def offices_of_function(code: str) -> list[Office]:
    """The offices that carry a function of the bureau, in the order of their codes."""
    return list(
        Office.objects.filter(functions__code=code, functions__kind="function", is_active=True)
        .select_related("area")
        .order_by("code")
    )


def reviewing_office_for(office: Office | None) -> Office | None:
    """Who reviews what an office decided: the one named for it, else the first reviewing office; never itself."""
    named = office.reviewed_by if office else None
    if named is not None and named.is_active:
        return named
    reviewing = Office.objects.filter(is_reviewing=True, is_active=True).order_by("code")
    return (reviewing.exclude(pk=office.pk) if office else reviewing).first()


def nearest_of_kind(kind: str, area: Area | None) -> Office | None:
    """The office of a kind (supervision, command) whose area lies deepest around a place; one of the whole city comes
    last."""
    return _nearest(
        list(Office.objects.filter(kind=kind, is_active=True).select_related("area", "roster").order_by("code")), area
    )


NAMED_MOST = 300


def offices_to_name() -> list[Office]:
    """The offices a report can be about, as a list to choose from; whoever does not find hers says it in words."""
    return list(Office.objects.filter(is_active=True).order_by("area__path", "code")[:NAMED_MOST])


def matters_by_family() -> dict[str, list[Matter]]:
    """The catalogue in force, in its order, by family."""
    families: dict[str, list[Matter]] = {}
    for matter in Matter.objects.filter(is_active=True):
        families.setdefault(matter.family, []).append(matter)
    return families
