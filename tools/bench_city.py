"""A city full of cases to measure in: three rungs of areas, forty offices of very different size, officers who see
all of it, one district or one street, and as many cases as asked for.

Rows are written in bulk, below the acts: this measures reading, not the rules. Up to BASE cases are drawn one by one;
what goes beyond is copied from them in the database.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import h3.api.basic_int as h3
from django.db import connection, models, transaction
from django.utils import timezone

from civic.accounts.models import Person
from civic.cases.actions import recount_map
from civic.cases.models import Case, Line, LineWords, Part
from civic.cases.rules.likeness import says
from civic.journal.rules import line_digest, words_digest
from civic.lib.bigrams import grams, tsvector
from civic.lib.codes import code_digest, new_number, new_tracking_code
from civic.offices import actions as offices
from civic.offices.models import Matter, Office
from civic.places import actions as places
from civic.places.models import Area
from civic.search.models import Document
from tests.people import found_city, names

BASE = 100_000
WORDS = [
    *("路灯", "井盖", "积水", "垃圾", "噪音", "摊位", "电梯", "树枝"),
    *("护栏", "公交站", "停车", "油烟", "工地", "水管", "人行道"),
]
DONE = ["不亮了", "坏了", "没人管", "响了一夜", "堵住了路", "漏了三天", "掉下来了", "很危险"]
RARE = ["鹦鹉", "风筝", "锣鼓", "蜂窝"]  # one in two thousand speaks of one of these
STATES = {"closed": 78, "in-hand": 6, "accepted": 4, "dispatched": 3, "answered": 4, "filed": 3, "declined": 2}
KINDS = {"complaint": 850, "suggestion": 100, "question": 47, "misconduct": 3}
VERBS = {"filed": 1, "accepted": 2, "declined": 2, "dispatched": 3, "in-hand": 4, "answered": 5, "closed": 6}
PATH = ["file", "accept", "dispatch", "take", "answer", "verify"]
SIDES = ["resident", "check", "act", "act", "act", "check"]
STREETS, OFFICES = 30, 40
SINCE = date(2026, 1, 1)


def fill(count: int) -> None:
    """Write so many cases with their timelines and both sides of the index."""
    found_city()
    _widen(timezone.now())
    base = min(count, BASE)
    _draw(base)
    for turn in range(1, count // BASE):
        _copy(turn)
        sys.stderr.write(f"\r{BASE * (turn + 1):,} cases")
    sys.stderr.write("\n")
    recount_map()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _named(text: str) -> dict[str, str]:
    return names(text, text, text)


def _widen(at: datetime) -> None:
    """Streets in the districts; offices; and officers of every reach: `district` and `street` check one area each,
    `sender` dispatches in a district, `small` handles for the smallest office."""
    centre, command = Office.objects.get(code="supervision"), Office.objects.get(code="command")
    districts = list(Area.objects.filter(kind="district").order_by("code"))
    for district in districts:
        for number in range(1, STREETS + 1):
            places.found_area(
                code=f"{district.code}{number:03d}", kind="street", parent=district, names=_named(f"街道{number}")
            )
    known = [
        offices.found_office(code=f"bench-{number:02d}", kind="department", names=_named(f"办公室{number}"))
        for number in range(1, OFFICES + 1)
    ]
    street = Area.objects.filter(kind="street").order_by("code")[0]
    for handle, side, role, office, area in (
        ("district", "check", "supervisor", centre, districts[0]),
        ("street", "check", "supervisor", centre, street),
        ("sender", "act", "dispatcher", command, districts[0]),
        ("small", "act", "handler", known[-1], None),
    ):
        person = Person.objects.create_user(handle, name=handle.title(), email=f"{handle}@city.example")
        offices.appoint(person, side=side, role=role, office=office, area=area, starts=SINCE, at=at)


# --- drawn one by one ---


def _draw(count: int) -> None:
    draw, taken = random.Random(7), set[str]()
    matters, streets = list(Matter.objects.all()), list(Area.objects.filter(kind="street"))
    known = [Office.objects.get(code="dongqiao-lamps"), *Office.objects.filter(code__startswith="bench-")]
    shares = [10.0, *(8 / rank for rank in range(1, OFFICES)), 0.02]  # the last one has hardly any
    staff = {office: _people(f"h{office.code[-5:]}-", 20 if office == known[0] else 5) for office in known}
    staff[known[0]][0], checkers = Person.objects.get(handle="chen"), _people("checker-", 40)
    checkers[0] = Person.objects.get(handle="lin")
    for start in range(0, count, 5000):
        cases = [
            _case(draw, taken, matters, draw.choice(streets), draw.choices(known, shares)[0])
            for _ in range(min(5000, count - start))
        ]
        with transaction.atomic():
            Case.objects.bulk_create(cases, batch_size=500)
            hands = [(draw.choice(staff[case.office or known[0]]), draw.choice(checkers)) for case in cases]
            lines = [line for case, hand in zip(cases, hands, strict=True) for line in _lines(case, *hand)]
            Line.objects.bulk_create(lines, batch_size=500)
            LineWords.objects.bulk_create([_words(line) for line in lines if line.words_digest], batch_size=500)
            Part.objects.bulk_create(
                [part for case, hand in zip(cases, hands, strict=True) for part in _parts(case, *hand)], batch_size=500
            )
            _index(cases)
        sys.stderr.write(f"\r{start + len(cases):,} cases")


def _case(draw: random.Random, taken: set[str], matters: Sequence[Matter], area: Area, office: Office) -> Case:
    filed = timezone.now() - timedelta(minutes=draw.randrange(365 * 24 * 60))
    state, kind = (draw.choices(list(shares), list(shares.values()))[0] for shares in (STATES, KINDS))
    rare = draw.choice(RARE) if draw.random() < 0.0005 else draw.choice(WORDS)
    text = (
        f"{draw.choice(WORDS)}{draw.choice(DONE)}，{rare}旁边{draw.randrange(400)}号，已经{draw.randrange(30)}天。" * 2
    )
    closed, about = state in ("closed", "declined"), kind == "misconduct"
    public = not about and draw.random() < 0.9
    lat, lon = 23.06 + draw.random() * 0.18, 113.16 + draw.random() * 0.23
    while (number := new_number(filed.year)) in taken:
        pass
    taken.add(number)
    return Case(
        number=number,
        tracking_digest=code_digest(new_tracking_code()),
        kind=kind,
        matter=draw.choice(matters),
        title=text[:30],
        public_title=text[:30],
        public_text=text,
        says=says(text) if public else None,
        language="zh-hans",
        lat=lat,
        lon=lon,
        h3=h3.latlng_to_cell(lat, lon, 11),
        area=area,
        source="web",
        state=state,
        publication="published" if public else "unscreened",
        office=office if VERBS[state] > 2 else None,
        verdict=draw.choice(["yes", "yes", "no", "", ""]) if state == "closed" else "",
        outcome="solved" if VERBS[state] >= 5 else "",
        due_at=None if closed else filed + timedelta(days=draw.randrange(3, 400)),
        answer_due_at=filed + timedelta(days=9),
        filed_at=filed,
        moved_at=filed,
        accepted_at=filed if VERBS[state] > 1 else None,
        answered_at=filed + timedelta(days=draw.randrange(1, 12)) if VERBS[state] >= 5 else None,
        closed_at=filed + timedelta(days=12) if closed else None,
        published_at=filed if public else None,
        last_seq=VERBS[state],
        resident_seq=1,
        screened_seq=1 if public else 0,
    )


def _people(handle: str, count: int) -> list[Person]:
    """So many who only stand in timelines."""
    return Person.objects.bulk_create([Person(handle=f"{handle}{number}") for number in range(count)])


def _lines(case: Case, actor: Person, checker: Person) -> Iterator[Line]:
    previous = ""
    for seq in range(1, case.last_seq + 1):
        at = case.filed_at + timedelta(hours=seq)
        words = words_digest(case.public_text, "bench") if seq in (1, 5) else ""
        actor_id = None if seq == 1 else checker.pk if SIDES[seq - 1] == "check" else actor.pk
        told: dict[str, Any] = {
            "seq": seq,
            "verb": PATH[seq - 1],
            "side": SIDES[seq - 1],
            "actor_id": actor_id,
            "at": at,
        }
        told |= {"facts": {"round": 1}, "previous": previous}
        previous = line_digest(subject=case.subject, words=words, **told)
        yield Line(case=case, words_digest=words, digest=previous, office=case.office if seq > 2 else None, **told)


def _words(line: Line) -> LineWords:
    return LineWords(line=line, text=line.case.public_text, salt="bench", language="zh-hans", is_screened=True)


def _parts(case: Case, actor: Person, checker: Person) -> Iterator[Part]:
    if case.last_seq > 1:
        yield Part(case=case, person=checker, side="check", verb="accept", at=case.filed_at)
    if case.last_seq > 2:
        yield Part(case=case, person=actor, side="act", verb="dispatch", at=case.filed_at)


def _index(cases: Sequence[Case]) -> None:
    """Both sides of the index for many cases at once."""
    sides = [(side, case) for case in cases for side in ("desk", "public") if side == "desk" or case.is_public]
    documents = Document.objects.bulk_create(
        [Document(side=side, kind="case", ref=case.pk) for side, case in sides], batch_size=500
    )
    words = [f"{case.number} {case.title} {case.public_text}" for _side, case in sides]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            rows = [(grams(text), document.pk) for text, document in zip(words, documents, strict=True)]
            cursor.executemany("INSERT INTO search_grams (grams, rowid) VALUES (%s, %s)", rows)
        else:
            rows = [(tsvector(text), document.pk) for text, document in zip(words, documents, strict=True)]
            cursor.executemany("UPDATE search_document SET grams = %s::tsvector WHERE id = %s", rows)


# --- copied in the database: the same city once more, two years of numbers earlier, half a minute later ---


def _copy(turn: int) -> None:
    """All that was drawn once more, under keys and numbers of its own."""
    steps = {model: _last(model) for model in (Case, Line, LineWords, Part, Document)}
    case, line, document = (f" + {steps[model] * turn}" for model in (Case, Line, Document))
    number = "substr('0' || (CAST(substr(number, 1, 2) AS integer) - {back}), -2)"
    if connection.vendor == "postgresql":
        number = "lpad((CAST(substr(number, 1, 2) AS integer) - {back})::text, 2, '0')"
    changed: dict[type[models.Model], dict[str, str]] = {
        Case: {
            "number": number.format(back=2 * turn) + " || substr(number, 3)",
            "tracking_digest": f"'{chr(ord('g') + turn)}' || substr(tracking_digest, 2)",
        },
        Line: {"case_id": f"case_id{case}"},
        LineWords: {"line_id": f"line_id{line}"},
        Part: {"case_id": f"case_id{case}"},
        Document: {"ref": f"ref{case}"},
    }
    with transaction.atomic(), connection.cursor() as cursor:
        for model, values in changed.items():
            _copy_rows(cursor, model, values | {"id": f"id + {steps[model] * turn}"}, until=steps[model])
            if connection.vendor == "postgresql":
                table = model._meta.db_table
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        if connection.vendor == "sqlite":
            cursor.execute(
                f"INSERT INTO search_grams (rowid, grams) SELECT id{document}, c0 FROM search_grams_content "
                f"WHERE id <= {steps[Document]}"
            )


_LAST: dict[type[models.Model], int] = {}


def _last(model: type[models.Model]) -> int:
    """The last key that was drawn: what is beyond was copied."""
    if model not in _LAST:
        _LAST[model] = model._default_manager.order_by("-pk").values_list("pk", flat=True)[0]
    return _LAST[model]


def _copy_rows(cursor: Any, model: type[models.Model], values: dict[str, str], *, until: int) -> None:
    table = model._meta.db_table
    columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    read = ", ".join(values.get(column, f'"{column}"') for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(f'INSERT INTO "{table}" ({named}) SELECT {read} FROM "{table}" WHERE id <= {until}')
