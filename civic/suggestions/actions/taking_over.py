"""A round that was held on an earlier platform is taken over: its days, its suggestions as they were read there, and
the likes they had there."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import advance, hold, permit_source
from civic.cases.models import Case, Line, LineWords
from civic.cases.rules import Outcome
from civic.lib.plain_text import clean_line
from civic.lib.private_data import OF_A_PERSON, names_in, without_private
from civic.lib.refusals import Conflict, NotValid
from civic.suggestions.actions.rounds import RoundGiven, make_round, missing_of
from civic.suggestions.models import Alike, Round, RoundLine, TakenOver, Theme, ThemeCase
from civic.suggestions.queries import round_of
from civic.suggestions.rules.themes import alike, themes

SOURCE_LONGEST = 80
LIKES_MOST = 2_000_000_000


@transaction.atomic
def take_over_round(given: RoundGiven, *, source: str, by: Person, at: datetime) -> Round:
    """A round of another platform, which is over, is shown here with its days of then. Raises what making a round
    raises; NotValid without the name of its source, with days to come, or unless it is said in three languages."""
    name = clean_line(source).strip()
    if not name or len(name) > SOURCE_LONGEST:
        raise NotValid(fields={"source": _("Name the platform it comes from, in 80 characters at most.")})
    if any(span.ends > at for span in given.spans):
        raise NotValid(fields={"phases": _("Only a round that is over is taken over. Its days lie before today.")})
    made = make_round(replace(given, talks=False), by=by, at=at)
    if missing := missing_of(made):
        raise NotValid(fields=missing)
    made.taken_from, made.shown_at = name, at
    made.save(update_fields=["taken_from", "shown_at"])
    RoundLine.objects.create(round=made, verb="take-over", by=by, at=at)
    return made


@transaction.atomic
def bring_in(case: Case, *, likes: int | None = None, at: datetime) -> Line:
    """A suggestion that was handed in for such a round stands here as it was read there: at an end, never supported,
    rated or answered. It is public but for what the finder of private data marks, since nobody screened it here. Raises
    Conflict for one that moved on, or was handed in for no such round; NotValid for likes that are no number."""
    case = hold(case)
    step = permit_source(case, "bring-in")
    in_round = round_of(case)
    if in_round is None or not in_round.is_taken_over:
        raise Conflict(_("This was handed in for no round that was taken over."))
    if likes is not None and not 0 <= likes <= LIKES_MOST:
        raise NotValid(fields={"likes": _("Likes are a number of people, nothing less than none.")})
    words = LineWords.objects.filter(line__case=case)
    words.update(is_screened=True)
    first = words.get(line__seq=1)
    names = names_in((case.title, first.text))
    TakenOver.objects.create(case=case, likes=likes, at=at)
    return advance(
        case,
        step,
        at=at,
        facts={"outcome": Outcome.TAKEN_OVER.value} | ({} if likes is None else {"likes": likes}),
        outcome=Outcome.TAKEN_OVER,
        public_title=without_private(case.title, OF_A_PERSON, names=names),
        public_text=without_private(first.text, OF_A_PERSON, names=names),
        screened_seq=1,
    )


@transaction.atomic
def sort_round(known: Round) -> int:
    """Find anew which words the suggestions of a round turn on and which are alike, from what everybody may read of
    them; how many words those are. What an earlier look found goes."""
    known = Round.objects.select_for_update(of=("self",)).get(pk=known.pk)
    told = Case.objects.public().filter(invitation=known.pk, erased_at=None).order_by("pk")
    rows = list(told.values_list("pk", "public_title", "public_text"))
    Theme.objects.filter(round=known).delete()
    Alike.objects.filter(case__invitation=known.pk).delete()
    held = themes([title for _pk, title, _text in rows], [text for _pk, _title, text in rows])
    made = Theme.objects.bulk_create([Theme(round=known, word=one.word, whole=len(one.places)) for one in held])
    ThemeCase.objects.bulk_create(
        [
            ThemeCase(theme=theme, case_id=rows[place][0])
            for theme, one in zip(made, held, strict=True)
            for place in one.places
        ],
        batch_size=2000,
    )
    pairs = alike([f"{title} {text}" for _pk, title, text in rows])
    Alike.objects.bulk_create(
        [Alike(case_id=rows[one.one][0], other_id=rows[one.other][0], share=one.share) for one in pairs],
        batch_size=2000,
    )
    return len(held)
