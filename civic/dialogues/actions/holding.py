"""How any act touches a dialogue: hold it, ask whose act it is, clean what is said, write the line."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.dialogues.models import Dialogue, DialogueLine
from civic.dialogues.queries import holds
from civic.dialogues.rules import WORDS_LONGEST, Stage, links_to_a_stream
from civic.journal import actions as journal
from civic.lib.holding import lock
from civic.lib.plain_text import clean_text
from civic.lib.private_data import OF_A_PERSON, find_private
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence
from civic.youth.models import Edition
from civic.youth.rules import Task

NO_LEAD = _("Only whoever is responsible for the track does this, with a check in force.")
NOT_AT: dict[str, Sentence] = {
    Stage.PREPARED: _("This dialogue was not held yet."),
    Stage.HELD: _("This dialogue was held. Its agenda and its guests stay as they were."),
    Stage.OFFERED: _("The children read these minutes now."),
    Stage.PUBLISHED: _("These minutes are public. They stay as the children agreed to them."),
}


def hold(dialogue: Dialogue) -> Dialogue:
    """The dialogue, locked until the act ends, as it stands now."""
    lock(dialogue, with_key=True)
    return Dialogue.objects.select_related("edition", "office").get(pk=dialogue.pk)


def ask_lead(edition: Edition, by: Person, *, at: datetime) -> None:
    """Raises NotAllowed for whoever is not responsible for the track today."""
    if not holds(by, [Task.LEAD], edition, localdate(at)):
        raise NotAllowed(NO_LEAD)


def ask_stage(dialogue: Dialogue, *stages: Stage) -> None:
    """Raises Conflict where the dialogue stands elsewhere."""
    if dialogue.stage not in stages:
        raise Conflict(NOT_AT[dialogue.stage])


def said(text: str, *, name: str, longest: int = WORDS_LONGEST, is_required: bool = True) -> str:
    """What was said or is asked, cleaned. Raises NotValid for nothing, too much, a way to reach somebody, a link."""
    words = clean_text(text).strip()
    wrong: Sentence = ""
    if not words and is_required:
        wrong = _("Write something here: others will rely on it.")
    elif len(words) > longest:
        wrong = _("This is too long. Keep it under %(count)d characters.") % {"count": longest}
    elif links_to_a_stream(words):
        wrong = _("Leave out links: no dialogue has a live account, and nobody is led away from here.")
    elif any(span.kind in OF_A_PERSON for span in find_private(words)):
        wrong = _("Leave out names, numbers and accounts: everybody will read this.")
    if wrong:
        raise NotValid(fields={name: wrong})
    return words


def write(
    dialogue: Dialogue,
    verb: str,
    *,
    by: Person | None,
    at: datetime,
    side: str = "city",
    facts: dict[str, Any] | None = None,
) -> DialogueLine:
    """One line at the end of its chain; the caller holds the dialogue."""
    return journal.record(
        DialogueLine(dialogue=dialogue),
        words=None,
        subject=dialogue.subject,
        last=dialogue.lines.order_by("-seq").first(),
        verb=verb,
        side=side,
        actor_id=by.pk if by else None,
        at=at,
        facts=facts or {},
    )
