"""What the resident does with a case of her own besides rating it: reply, withdraw; and be forgotten."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q

from civic.accounts.models import Person
from civic.cases.actions.adding import fresh_photos, keep_more_photos, news
from civic.cases.actions.bundling import count_persons
from civic.cases.actions.counting import count_again, mark_of
from civic.cases.actions.moving import advance, demand_words, hold, index, permit
from civic.cases.actions.photos import drop_photos
from civic.cases.actions.rebounding import forget_place
from civic.cases.actions.retaining import retain
from civic.cases.actions.veiling import forget_veils
from civic.cases.guards import Reporter
from civic.cases.models import Answers, Case, Contact, Draft, Earlier, Line, LineWords, Merged
from civic.cases.queries import Viewer, own_cases
from civic.journal.actions import blank
from civic.lib.codes import code_digest, new_tracking_code
from civic.notices import actions as notices


@transaction.atomic
def reply(case: Case, *, by: Reporter, text: str, photos: Sequence[UploadedFile] = (), at: datetime) -> Line:
    """The resident answers what the city asked, with photos if she likes; the clock goes on with what was left when it
    stopped. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "reply", by=by, at=at)
    given = demand_words(step, {"text": text})
    fresh = fresh_photos(case, photos)
    line = advance(case, step, at=at, words=given["text"], language=case.language, news_since=news(case, at))
    keep_more_photos(case, line, fresh, at=at)
    return line


@transaction.atomic
def withdraw(case: Case, *, by: Reporter, at: datetime) -> Line:
    """The resident takes a report back before anybody accepted it. Raises NotAllowed, Conflict."""
    case = hold(case)
    step = permit(case, "withdraw", by=by, at=at)
    if not case.is_public:
        notices.withdraw_mentioning(case.public_subject, at=at)
    return advance(case, step, at=at)


@transaction.atomic
def forget_reporter(case: Case, *, at: datetime, public_words_too: bool) -> None:
    """Take the reporter out of a case: contact, account, words as handed in and photos go; the record and its chain
    stay. The screened text stays public unless the reporter wants that gone as well. Her code opens nothing from then
    on, nor does a browser that once showed it: another takes its place, which nobody is given."""
    case = hold(case)
    mine = Q(line__side="resident") | Q(line__side="intake")
    mine |= Q(line__verb__in=("note", "rang"))  # what officers wrote about her, and what she said on the telephone
    said = list(LineWords.objects.filter(mine, line__case=case).exclude(text="").select_related("line"))
    retain(case, said, contact=Contact.objects.filter(case=case).first(), at=at)
    for words in said:
        blank(words, at=at)
    Earlier.objects.filter(line__case=case).delete()
    Answers.objects.filter(case=case).update(given={})
    Contact.objects.filter(case=case).delete()
    Draft.objects.filter(case=case).delete()
    case.replays.all().delete()
    drop_photos(case)
    forget_veils(case)
    notices.forget_about(case.subject, at=at)
    was = mark_of(case)
    case.reporter, case.erased_at, case.title, case.address = None, at, case.public_title, ""
    case.tracking_digest, case.reissues = code_digest(new_tracking_code()), case.reissues + 1
    if public_words_too:
        notices.withdraw_mentioning(case.public_subject, at=at)
        case.title = case.public_title = case.public_text = case.public_address = ""
        case.lat = case.lon = case.h3 = case.component = case.says = None
        forget_place(case)
    case.save()
    count_again(was, mark_of(case))
    index(case)
    for part in case.portions.order_by("pk"):
        _forget_place(hold(part), of=case)


def _forget_place(part: Case, *, of: Case) -> None:
    """A part lies where its whole does, and tells no more of it than that."""
    part.address, part.lat, part.lon, part.h3, part.component = "", of.lat, of.lon, of.h3, of.component
    part.save(update_fields=["address", "lat", "lon", "h3", "component"])
    index(part)


@transaction.atomic
def forget(person: Person, *, at: datetime, public_words_too: bool = False) -> int:
    """Take a person out of every case handed in with the account. Returns how many."""
    return forget_viewer(Viewer(person=person), at=at, public_words_too=public_words_too)


@transaction.atomic
def forget_viewer(viewer: Viewer, *, at: datetime, public_words_too: bool = False) -> int:
    """Take whoever this is out of all cases of hers, found by account, code or contact. Returns how many."""
    own = list(own_cases(viewer))
    for case in own:
        forget_reporter(case, at=at, public_words_too=public_words_too)
    _count_the_rest(own)
    return len(own)


def _count_the_rest(own: list[Case]) -> None:
    """The people behind merged reports are counted anew: somebody erased stays the one person she was, by a mark drawn
    for these reports alone, which leads nowhere."""
    together: dict[int, list[int]] = {}
    parents = dict(Merged.objects.filter(case__in=own, left_at=None).values_list("case", "parent"))
    for case in own:
        parent = parents.get(case.pk, case.pk if case.joined else None)
        if parent is not None:
            together.setdefault(parent, []).append(case.pk)
    for parent, reports in sorted(together.items()):
        held = hold(Case(pk=parent))
        Case.objects.filter(pk__in=reports, erased_as="").update(erased_as=secrets.token_hex(8))
        count_persons(held)
