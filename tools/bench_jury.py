"""A final of sixty proposals (WORKS=…) with five sheets each (SHEETS=…): how long the result takes from the database,
twenty times over, and that it is the same each time.

Beside `make bench`; it adds an edition to the city it finds (DATA_DIR=…) and takes it back at the end.
"""

import os
import statistics
import time
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from civic.accounts.models import Person  # noqa: E402
from civic.guardians.models import Child, Consent, ConsentText, Guardianship, Identity  # noqa: E402
from civic.juries.models import Criterion, Mark, Panel, Piece, Rubric, Seat, Sheet  # noqa: E402
from civic.juries.queries import reckon  # noqa: E402
from civic.juries.rules import assign, digest, draw, read_rubric, rubric_digest  # noqa: E402
from civic.offices.models import Office  # noqa: E402
from civic.places.models import Area  # noqa: E402
from civic.youth.models import Edition, Entry, Proposal, StagePlace  # noqa: E402

WORKS, SHEETS, ROUNDS = int(os.environ.get("WORKS", "60")), int(os.environ.get("SHEETS", "5")), 20
USUAL = Path(__file__).resolve().parent.parent / "seeds" / "juries" / "proposal.toml"
NUMBER = 9_999


def ground() -> Panel:
    """A final at its end: every sheet is handed in."""
    at = timezone.now()
    root = Person.objects.filter(is_superuser=True).order_by("pk").first() or Person.objects.create_superuser("bench")
    text = ConsentText.objects.create(
        track="bench", version=1, child_zh_hans="", child_zh_hant="", child_en="",
        adult_zh_hans="", adult_zh_hant="", adult_en="", digest="bench",
    )  # fmt: skip
    edition = Edition.objects.create(
        number=NUMBER, name_zh_hans="bench", theme_zh_hans="bench", office=Office.objects.order_by("pk")[0],
        in_charge="bench", in_charge_phone="0", age_day=at.date(), consent_text=text, made_by=root, made_at=at,
    )  # fmt: skip
    StagePlace.objects.create(edition=edition, phase="final", count=10)
    given = read_rubric(USUAL.read_text(encoding="utf-8"))
    rubric = Rubric.objects.create(
        code="bench", name_zh_hans="bench", digest=rubric_digest(given.criteria), made_by=root, made_at=at
    )
    criteria = [
        Criterion.objects.create(
            rubric=rubric, code=one.code, order=order, weight=one.weight, name_zh_hans=one.code,
            anchors={str(mark): dict(words) for mark, words in one.anchors.items()},
            kind={warmth: dict(words) for warmth, words in one.kind.items()},
        )
        for order, one in enumerate(given.criteria, start=1)
    ]  # fmt: skip
    panel = Panel.objects.create(
        edition=edition, phase="final", rubric=rubric, each=max(3, SHEETS), seed="bench", judge_by=at, made_by=root,
        made_at=at, opened_at=at,
    )  # fmt: skip
    pieces = [_piece(panel, text, number) for number in range(1, WORKS + 1)]
    seats = [
        Seat.objects.create(panel=panel, person=Person.objects.create_user(f"bench-juror-{n}"), given_at=at)
        for n in range(max(9, SHEETS + 2))
    ]
    began = time.perf_counter()
    readers = assign([p.pk for p in pieces], [s.pk for s in seats], frozenset(), each=SHEETS, seed=panel.seed)
    print(f"assigning {WORKS} × {SHEETS}: {1000 * (time.perf_counter() - began):.0f} ms")
    sheets = Sheet.objects.bulk_create(
        Sheet(piece_id=piece, seat_id=seat, given_at=at, saved_at=at, handed_in_at=at)
        for piece, chosen in readers.items()
        for seat in chosen
    )
    Mark.objects.bulk_create(
        Mark(sheet=sheet, criterion=one, mark=1 + draw("bench", sheet.piece_id, sheet.seat_id, one.order) % 5)
        for sheet in sheets
        for one in criteria
    )
    return panel


def _piece(panel: Panel, text: ConsentText, number: int) -> Piece:
    at, district = panel.made_at, Area.objects.filter(kind="district").order_by("pk")[0]
    child = Child.objects.create(made_at=at)
    Identity.objects.create(
        child=child, name="bench", born_on=(at.date() - timedelta(days=4000)).isoformat(), verified="contact",
        verified_at=at,
    )  # fmt: skip
    ward = Guardianship.objects.create(child=child, relation="mother", verified="contact", verified_at=at)
    Consent.objects.create(
        child=child, guardianship=ward, voice="guardian", purpose="jury", is_yes=True, text=text, text_digest="bench",
        at=at,
    )  # fmt: skip
    entry = Entry.objects.create(
        edition=panel.edition, child=child, district=district, group="primary", band="g4-5", reached="final",
        pseudonym=f"bench {number}", entered_at=at,
    )  # fmt: skip
    proposal = Proposal.objects.create(
        number=f"bench-{number}", edition=panel.edition, entry=entry, state="shown", title="bench", language="en",
        district=district, version=1, made_at=at, handed_in_at=at, shown_at=at,
    )  # fmt: skip
    return Piece.objects.create(panel=panel, proposal=proposal, number=number, version=1)


def measure(panel: Panel) -> SimpleNamespace:
    """The result, twenty times, each from the database anew."""
    took, digests = [], set()
    for _round in range(ROUNDS):
        began = time.perf_counter()
        digests.add(digest(reckon(Panel.objects.get(pk=panel.pk), at=timezone.now())))
        took.append(time.perf_counter() - began)
    return SimpleNamespace(median=statistics.median(took), worst=max(took), digests=digests)


def main() -> None:
    """Lay the ground, measure, and leave nothing behind."""
    with transaction.atomic():
        panel = ground()
        told = measure(panel)
        transaction.set_rollback(True)
    print(
        f"result of {WORKS} × {SHEETS} sheets: median {1000 * told.median:.0f} ms, worst {1000 * told.worst:.0f} ms, "
        f"{len(told.digests)} different result in {ROUNDS} reckonings"
    )
    assert len(told.digests) == 1, "the same sheets gave two results"
    assert told.worst <= 1.0, "a result took longer than a second"


if __name__ == "__main__":
    main()
