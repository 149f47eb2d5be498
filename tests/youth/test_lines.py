"""What is done about an entry, an edition or a child stands at the end of its chain, and the chain holds."""

import pytest

from civic.guardians import actions as guardians
from civic.guardians.models import ChildLine
from civic.journal.rules import line_digest
from civic.youth import actions as youth
from civic.youth.models import EditionLine, EntryLine
from tests.people import NOON
from tests.youth.families import parent
from tests.youth.ground import enter, found_track

pytestmark = pytest.mark.django_db


def test_each_line_is_sealed_to_the_one_before() -> None:
    track = found_track()
    entry = enter(track, "木棉")
    for verb in ("handed-in", "shown"):
        youth.write_entry_line(youth.hold_entry(entry), verb=verb, side="city", by=parent(), at=NOON, facts={"n": 1})
        youth.write_edition_line(track.edition, verb=verb, side="city", by=None, at=NOON)
        child = guardians.hold_child(entry.child)
        guardians.write_child_line(child, verb=verb, side="guardian", by=None, at=NOON, is_withheld=True)
    for table, subject in (
        (EntryLine, entry.subject), (EditionLine, track.edition.subject), (ChildLine, entry.child.subject),
    ):  # fmt: skip
        first, second = table.objects.order_by("seq")[:2]
        assert (first.seq, second.seq, second.previous) == (1, 2, first.digest)
        told = {name: getattr(second, name) for name in ("seq", "verb", "side", "actor_id", "at", "facts", "previous")}
        assert second.digest == line_digest(subject=subject, words="", **told)


def test_a_withheld_line_is_marked() -> None:
    child = enter(found_track(), "木棉").child
    guardians.write_child_line(child, verb="danger", side="city", by=None, at=NOON, is_withheld=True)
    assert ChildLine.objects.get().is_withheld
