"""What objections hide: photos and pieces of the words, in every place where everybody reads them, and back again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from civic.cases.models import Case, LineWords, Objection, Photo, Unveiled, Veil
from civic.cases.rules.likeness import says
from civic.cases.rules.objections import MARKED, PIECES_MOST, Marked, stands_in, veiled
from civic.cases.rules.screening import same
from civic.journal.models import Audience
from civic.lib.sealed import keyed_hash
from civic.notices import actions as notices

SEEN_LONGEST = {"title": 120, "address": 300}


def lay_veils(
    case: Case, objection: Objection, *, photos: Sequence[Photo], pieces: Sequence[Marked], rest: str, at: datetime
) -> int:
    """Hide at once what may be hidden at once, each photo and piece once in the life of the case; `rest` is what was
    marked beyond that and waits for the moderator. Returns how many things left the page. The caller holds the case
    and saves it."""
    before = Veil.objects.filter(case=case, was_at_once=True).values_list("photo", "digest")
    known = {photo or digest for photo, digest in before}
    fresh = [photo for photo in photos if photo.pk not in known]
    Photo.objects.filter(pk__in=[photo.pk for photo in fresh]).update(is_public=False)
    by_hand = Veil.objects.filter(case=case, was_at_once=True, kind=MARKED, objection__decision="").count()
    veils = [
        Veil(objection=objection, case=case, photo=photo, was_at_once=photo in fresh, is_on=photo in fresh)
        for photo in photos
    ]
    for piece in pieces:
        digest = _digest(piece.text)
        at_once = digest not in known and (piece.kind != MARKED or by_hand < PIECES_MOST)
        by_hand += at_once and piece.kind == MARKED
        veils.append(_veil(objection, piece, is_on=at_once))
    if rest and same(rest) not in {same(piece.text) for piece in pieces}:
        veils.append(_veil(objection, Marked(rest), is_on=False))
    Veil.objects.bulk_create(veils)
    hidden = [veil for veil in veils if veil.is_on]
    if any(veil.digest for veil in hidden):
        draw_veils(case, at=at)
    return len(hidden)


def _veil(objection: Objection, piece: Marked, *, is_on: bool) -> Veil:
    return Veil(
        objection=objection,
        case_id=objection.case_id,
        piece=piece.text,
        digest=_digest(piece.text),
        kind=piece.kind,
        was_at_once=is_on,
        is_on=is_on,
    )


def _digest(piece: str) -> str:
    return keyed_hash(same(piece), purpose="veil")


def keep_veils(objection: Objection, *, at: datetime) -> None:
    """What an objection marked is hidden for good, also what was too long to be hidden at once. The caller holds the
    case, saves it and puts it into the index."""
    marked = Veil.objects.filter(objection=objection)
    Photo.objects.filter(pk__in=marked.exclude(photo=None).values("photo")).update(is_public=False)
    marked.update(is_on=True)
    draw_veils(objection.case, at=at)


def lift_veils(objection: Objection, *, at: datetime) -> None:
    """What an objection hid is shown again, unless another one hides it too. The caller holds the case, saves it and
    puts it into the index."""
    case = objection.case
    mine = Veil.objects.filter(objection=objection, is_on=True)
    photos = [veil.photo_id for veil in mine if veil.photo_id]
    mine.update(is_on=False)
    hidden = Veil.objects.filter(case=case, is_on=True).exclude(photo=None).values("photo")
    if case.is_public:
        Photo.objects.filter(pk__in=photos, state="ready").exclude(pk__in=hidden).update(is_public=True)
    draw_veils(case, at=at)


def draw_veils(case: Case, *, at: datetime) -> None:
    """Put neutral words wherever everybody reads a piece that is hidden now, and the words themselves back where none
    is; also into messages that still wait. The caller holds the case, saves it and puts it into the index."""
    pieces = hidden_pieces(case)
    whole, _made = Unveiled.objects.get_or_create(
        case=case, defaults={"title": case.public_title, "text": case.public_text, "address": case.public_address}
    )
    case.public_title = _seen(whole.title, pieces, case, "title")
    case.public_text = veiled(whole.text, pieces, language=case.language)
    case.public_address = _seen(whole.address, pieces, case, "address")
    case.veiled = len(pieces)
    case.says = says(case.public_text) if case.is_public else None
    if not pieces:
        whole.delete()
    for words in LineWords.objects.filter(line__case=case, audience=Audience.PUBLIC).exclude(text=""):
        shown = veiled_words(words.text, pieces, language=words.language or case.language)
        if shown != words.veiled_text:
            words.veiled_text = shown
            words.save(update_fields=["veiled_text"])
    if pieces:
        notices.withdraw_mentioning(case.public_subject, at=at)  # whoever follows is told anew, in the words that stay
        notices.veil_about(case.subject, lambda text: veiled(text, pieces, language=case.language), at=at)


def show_anew(case: Case, *, at: datetime) -> None:
    """A moderator wrote the public words anew while an objection hides something: it stays hidden in them."""
    Unveiled.objects.filter(case=case).delete()
    draw_veils(case, at=at)


def hidden_pieces(case: Case) -> list[Marked]:
    """The pieces of the words that are hidden now."""
    rows = Veil.objects.filter(case=case, is_on=True, photo=None)
    return [Marked(veil.piece, veil.kind) for veil in rows if veil.piece]


def veiled_words(text: str, pieces: Iterable[Marked], *, language: str) -> str | None:
    """The words of a line as everybody reads them; None where nothing in them is hidden."""
    found = [piece for piece in pieces if stands_in(piece.text, [text])]
    return veiled(text, found, language=language) if found else None


def _seen(text: str, pieces: list[Marked], case: Case, name: str) -> str:
    return veiled(text, pieces, language=case.language)[: SEEN_LONGEST[name]]


def forget_veils(case: Case) -> None:
    """What was hidden in a case goes with its words."""
    Unveiled.objects.filter(case=case).delete()
    Veil.objects.filter(case=case, photo=None).update(piece="")
    LineWords.objects.filter(line__case=case, line__side="resident").update(veiled_text=None)
    case.veiled = 0
