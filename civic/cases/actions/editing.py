"""A report changed by its reporter before anybody accepted it: the newest words count, the earlier ones stay readable
to the desk."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from civic.cases.actions.adding import demand_measure, fresh_photos, keep_more_photos, news
from civic.cases.actions.calling import call_accepted
from civic.cases.actions.moving import advance, hold, index, permit
from civic.cases.actions.photos import drop_photo
from civic.cases.guards import Reporter
from civic.cases.models import Case, Earlier, Line, Photo
from civic.cases.queries import HER_OWN, words_as_they_read
from civic.cases.rules import Report, check_report
from civic.cases.rules.own_words import EDITS_A_DAY, EDITS_MOST
from civic.lib.plain_text import clean_line, clean_text, first_sentence, guess_language
from civic.lib.refusals import NotValid
from civic.offices.models import Matter
from civic.offices.queries import conditions_of
from civic.places.queries import is_inside, locate
from civic.places.rules import hexagon


@dataclass(frozen=True)
class EditGiven:
    """A report as its reporter wants it to read from now on, not yet checked. None leaves a thing as it is; `point` is
    (lat, lon) in WGS84, or () for none."""

    text: str | None = None
    title: str | None = None
    address: str | None = None
    matter: Matter | None = None
    matter_is_known: bool = True
    point: tuple[float, float] | tuple[()] | None = None


@transaction.atomic
def edit(
    case: Case,
    *,
    by: Reporter,
    given: EditGiven,
    photos: Sequence[UploadedFile] = (),
    drop: Collection[UUID] = (),
    at: datetime,
) -> Line | None:
    """The reporter changes words, title, place, matter or photos before anybody accepted the report or screened it.
    What it said before stays beside the line, for the desk and herself; a photo taken away is gone. None where nothing
    is different. Raises NotAllowed, Conflict (a lost race with whoever accepts), NotValid by field, TooMany."""
    case = hold(case)
    step = permit(case, "edit", by=by, at=at)
    was = words_as_they_read(case)
    text = was if given.text is None else clean_text(given.text).strip()
    changes = _changes(case, given, was=was, text=text)
    fresh = fresh_photos(case, photos)
    gone = list(Photo.objects.filter(case=case, key__in=drop, line__side__in=HER_OWN)) if drop else []
    wrong = check_report(_report(case, given, text, changes), today=localdate(at))
    if wrong:
        raise NotValid(fields=wrong)
    changed = _named(changes, text != was, bool(fresh or gone))
    if not changed:
        return None
    demand_measure(case, "edit", a_day=EDITS_A_DAY, most=EDITS_MOST, at=at)
    earlier = Earlier(title=case.title, address=case.address, lat=case.lat, lon=case.lon)
    facts: dict[str, Any] = {"changed": changed}
    facts |= {"matter_before": case.matter.code} if case.matter and "matter" in changed else {}
    if text != was:
        case.said_seq, case.language = case.last_seq + 1, guess_language(text)
    words = text if text != was else ""
    line = advance(case, step, at=at, words=words, facts=facts, news_since=news(case, at), **changes)
    earlier.line = line
    earlier.save(force_insert=True)
    index(case)
    if "matter" in changed:
        call_accepted(case, last=line, at=at)
    for photo in gone:
        drop_photo(photo)
    keep_more_photos(case, line, fresh, at=at)
    return line


def _changes(case: Case, given: EditGiven, *, was: str, text: str) -> dict[str, Any]:
    """The columns of the case that are to be different."""
    wanted: dict[str, Any] = {}
    title = case.title if given.title is None else clean_line(given.title).strip()
    if title == case.title and case.title == first_sentence(was):  # nobody wrote it: it follows the words
        title = ""
    wanted["title"] = title or first_sentence(text)
    if given.address is not None:
        wanted["address"] = clean_line(given.address).strip()
    if given.point is not None:
        wanted |= _at_point(case, given.point)
    if given.matter is not None and given.matter.pk != case.matter_id:
        wanted |= {"matter": given.matter, "wording_id": given.matter.wording_id}
        if case.condition not in dict(conditions_of(given.matter)):
            wanted["condition"] = ""
    return {name: value for name, value in wanted.items() if getattr(case, name) != value}


def _at_point(case: Case, point: tuple[float, float] | tuple[()]) -> dict[str, Any]:
    """Another point brings its own area and cell, and is no longer that of the lamp it was about; no point keeps the
    area."""
    if not point:
        return {"lat": None, "lon": None, "h3": None, "component": None}
    if point == (case.lat, case.lon) or not is_inside(*point):
        return {"lat": point[0], "lon": point[1]}
    spot = locate(*point)
    return {
        "lat": point[0],
        "lon": point[1],
        "h3": hexagon(*point),
        "area": spot.area if spot else case.area,
        "cell": spot.cell if spot else None,
        "component": None,
    }


def _report(case: Case, given: EditGiven, text: str, changes: dict[str, Any]) -> Report:
    point = given.point or ()
    return Report(
        kind=case.kind,
        text=text,
        title=changes.get("title", case.title),
        matter_is_known=given.matter_is_known,
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        is_inside=is_inside(*point) if point else True,
        address=changes.get("address", case.address),
    )


def _named(changes: dict[str, Any], is_said_anew: bool, has_other_photos: bool) -> list[str]:
    """What is different, by the names the timeline uses."""
    place = {"address", "lat", "lon"} & changes.keys()
    found = {"text": is_said_anew, "title": "title" in changes, "place": bool(place), "matter": "matter" in changes}
    return [name for name, is_so in (found | {"photos": has_other_photos}).items() if is_so]
