"""How any hand moves a promise: hold it, ask the table, write the line. Nobody else writes a state."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.following import actions as following
from civic.journal import actions as journal
from civic.journal.models import Audience
from civic.lib.bigrams import mark
from civic.lib.holding import lock
from civic.lib.plain_text import clean_line, clean_text, guess_language
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence
from civic.offices.queries import OfficerHand, hand_of
from civic.promises.models import Promise, PromiseLine, PromiseWords
from civic.promises.queries.desk import covers, owns, roles_for, worked_on
from civic.promises.queries.public import KIND
from civic.promises.rules import PromiseMove, PromiseState, Whose, find, is_hers
from civic.search import actions as search

NOT_HERS: dict[str, Sentence] = {
    Whose.OWNER: _("Only the office that promised it does this."),
    Whose.HEAD: _("Only the head of the office that promised it does this."),
    Whose.CHECK: _("Only the checking side does this: nobody accepts her own work."),
    Whose.MODERATOR: _("Only moderators decide what everybody sees of a promise."),
    Whose.CLOCK: _("The calendar does this by itself."),
}
NOT_NOW: dict[str, Sentence] = {
    PromiseState.DRAFT: _("This promise is a draft still. Publish it first."),
    PromiseState.UNDERWAY: _(
        "This promise is public. Change it with a reason, so that everybody reads what was before."
    ),
    PromiseState.DISCARDED: _("This draft was discarded. Write another one if you want to promise it after all."),
}
ENDED = _("This promise has ended. Nothing about it changes any more.")


@dataclass(frozen=True)
class Permit:
    """A step that was permitted: its row, and for whom."""

    move: PromiseMove
    hand: OfficerHand | None = None
    office_id: int | None = None


def hold(promise: Promise) -> Promise:
    """The promise, locked until the act ends, as it stands now."""
    lock(promise, with_key=True)
    return Promise.objects.with_names().get(pk=promise.pk)


def permit(promise: Promise, verb: str, *, by: Person, at: datetime) -> Permit:
    """The row of this verb, for whoever's it is. Raises NotAllowed with the reason, Conflict where it stands
    elsewhere."""
    move, hand = find(verb), hand_of(by, on=localdate(at))
    if hand is None:
        raise NotAllowed(_("You hold no post today that can do this."))
    if not is_hers(move, roles=roles_for(hand, promise, move), is_owner=owns(hand, promise)):
        raise NotAllowed(NOT_HERS[move.whose])
    if move.whose in (Whose.CHECK, Whose.MODERATOR) and not covers(hand, promise):
        raise NotAllowed(_("This promise lies outside the area of your post."))
    if move.whose == Whose.CHECK and worked_on(by.pk, promise):
        raise NotAllowed(_("You worked on this promise yourself, so another supervisor checks it."))
    if promise.state not in move.before:
        raise Conflict(NOT_NOW.get(promise.state, ENDED))
    is_owners = move.whose in (Whose.OWNER, Whose.HEAD)
    return Permit(move, hand, promise.owner_id if is_owners else min(hand.office_ids))


def write(
    promise: Promise,
    allowed: Permit,
    *,
    by: Person | None,
    at: datetime,
    words: str = "",
    facts: dict[str, Any] | None = None,
) -> PromiseLine:
    """Take the step: the state as its row says, the line, the index, and a tiding for whoever follows. Saves the
    promise, whom the caller holds."""
    move = allowed.move
    said = None
    if words:
        audience = Audience.DESK if move.is_inside else Audience.PUBLIC
        said = PromiseWords(text=words, language=guess_language(words), is_screened=True, audience=audience)
    line = journal.record(
        PromiseLine(promise=promise, office_id=allowed.office_id),
        words=said,
        subject=promise.subject,
        last=promise.lines.order_by("-seq").first(),
        verb=move.verb,
        side=_side(move),
        actor_id=by.pk if by else None,
        at=at,
        facts=facts or {},
    )
    if said is not None:
        said.line = line
        said.save(force_insert=True)
    if move.after is not None:
        promise.state = move.after
    promise.moved_at = at
    promise.save()
    index(promise)
    if move.tells and promise.is_public:
        announce(promise, move, at=at)
    return line


def _side(move: PromiseMove) -> str:
    if move.whose == Whose.CLOCK:
        return "calendar"
    return "act" if move.whose in (Whose.OWNER, Whose.HEAD) else "check"


def index(promise: Promise) -> None:
    """The words by which it is found: drafts at the desk only. A mark among them tells the one search their sort."""
    texts = [promise.number, *promise.titles.values(), promise.words, promise.place, promise.source_words]
    texts += [stage.words for stage in promise.stages.all()]
    if promise.is_public:
        search.put_both(KIND, promise.pk, desk=texts, public=[mark(KIND), *texts])
    else:
        search.put("desk", KIND, promise.pk, texts)
        search.drop("public", KIND, promise.pk)


def announce(promise: Promise, move: PromiseMove, *, at: datetime) -> None:
    """A row for whoever follows it; the sweep of following spreads and tells it."""
    names, words = {}, {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names[language], words[language] = promise.title, str(move.title)
    following.announce(
        key=following.promise_key(promise.number),
        number=promise.number,
        path=f"/promises/{promise.number}/",
        names=names,
        words=words,
        at=at,
    )


def said(text: str, *, name: str = "text", longest: int, is_line: bool = False, is_required: bool = True) -> str:
    """Words of an officer, cleaned. Raises NotValid where they are missing or too long."""
    words = (clean_line(text) if is_line else clean_text(text)).strip()
    if not words and is_required:
        raise NotValid(fields={name: _("Write something here: others will rely on it.")})
    if len(words) > longest:
        told = _("This is too long. Keep it under %(count)d characters.") % {"count": longest}
        raise NotValid(fields={name: told})
    return words
