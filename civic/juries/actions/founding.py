"""A rubric is written, a jury founded: by what it judges is fixed before anybody reads a sheet."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.juries.actions.holding import NO_LEAD, ask_lead, ask_stage, hold, write
from civic.juries.models import Criterion, Panel, Rubric
from civic.juries.queries import holds
from civic.juries.rules import LEAST_EACH, MOST_EACH, CriterionGiven, Outlier, Stage, rubric_digest, rubric_fault
from civic.lib.only_one import only_one
from civic.lib.refusals import NotAllowed, NotValid, Sentence
from civic.places.models import Area
from civic.youth.models import Edition
from civic.youth.rules import ALLOWED, ROUNDS, Doing, Group, Phase, Task


@transaction.atomic
def write_rubric(
    edition: Edition,
    *,
    by: Person,
    code: str,
    name: Mapping[str, str],
    criteria: Sequence[CriterionGiven],
    at: datetime,
) -> Rubric:
    """Criteria that rounds may be judged by; never changed afterwards. Raises NotAllowed, NotValid with what is
    missing, Taken for a code that is in use."""
    if not holds(by, Task.LEAD, edition, at=at):
        raise NotAllowed(NO_LEAD)
    if fault := rubric_fault(criteria):
        raise NotValid(fields={"criteria": fault})
    if not name.get("zh-hans", "").strip():
        raise NotValid(fields={"name": _("Give the rubric a name.")})
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", code):
        raise NotValid(fields={"code": _("Make the code of the rubric of small letters, digits and dashes.")})
    with only_one(_("A rubric of this code exists. A new wording gets a new code.")):
        rubric = Rubric.objects.create(
            code=code,
            name_zh_hans=name["zh-hans"],
            name_zh_hant=name.get("zh-hant", ""),
            name_en=name.get("en", ""),
            digest=rubric_digest(criteria),
            made_by=by,
            made_at=at,
        )
    Criterion.objects.bulk_create(
        Criterion(
            rubric=rubric,
            code=one.code,
            order=order,
            weight=one.weight,
            name_zh_hans=one.name["zh-hans"],
            name_zh_hant=one.name["zh-hant"],
            name_en=one.name["en"],
            anchors={str(mark): dict(words) for mark, words in one.anchors.items()},
            kind={str(warmth): dict(words) for warmth, words in one.kind.items()},
        )
        for order, one in enumerate(criteria, start=1)
    )
    return rubric


@dataclass(frozen=True)
class PanelGiven:
    """What a jury is for and by what it judges, as it is handed in."""

    phase: str
    rubric: Rubric | None
    judge_by: datetime | None
    group: str = ""
    district: Area | None = None
    each: int = LEAST_EACH
    outlier: str = Outlier.ENDS
    counts_vote: bool = False


@transaction.atomic
def found_panel(edition: Edition, *, by: Person, given: PanelGiven, at: datetime) -> Panel:
    """A jury for one round, with a seed nobody chose. Raises NotAllowed, NotValid by field, Taken where the round has
    its jury."""
    if not holds(by, Task.LEAD, edition, at=at):
        raise NotAllowed(NO_LEAD)
    facts = _checked(edition, given, at=at)
    with only_one(_("This round has its jury already.")):
        panel = Panel.objects.create(
            edition=edition,
            phase=given.phase,
            group=given.group,
            district=given.district,
            seed=secrets.token_hex(32),
            made_by=by,
            made_at=at,
            **facts,
        )
    write(panel, "found", by=by, at=at, facts=_rules_of(panel))
    return panel


@transaction.atomic
def change_panel(panel: Panel, *, by: Person, given: PanelGiven, at: datetime) -> Panel:
    """By what it judges, while nobody has opened it. Raises NotAllowed, NotValid, Conflict once it is open."""
    panel = hold(panel)
    ask_lead(panel, by, at=at)
    ask_stage(panel, Stage.PREPARED)
    for name, value in _checked(panel.edition, given, at=at).items():
        setattr(panel, name, value)
    panel.save(update_fields=["rubric", "judge_by", "each", "outlier", "counts_vote"])
    write(panel, "change", by=by, at=at, facts=_rules_of(panel))
    return panel


def _checked(edition: Edition, given: PanelGiven, *, at: datetime) -> dict[str, object]:
    wrong: dict[str, Sentence] = {}
    span = next((span for span in edition.spans if span.phase == given.phase), None)
    if given.phase not in {str(phase) for phase in ROUNDS} or span is None:
        wrong["phase"] = _("Choose a round of this edition.")
    if given.group and given.group not in Group.values:
        wrong["group"] = _("Choose a group, or both together.")
    if given.rubric is None:
        wrong["rubric"] = _("Choose by which rubric it is judged.")
    if not LEAST_EACH <= given.each <= MOST_EACH:
        wrong["each"] = _("Let three to nine jurors read each proposal.")
    if given.outlier not in Outlier.values:
        wrong["outlier"] = _("Choose which sheets do not count.")
    if given.judge_by is None or given.judge_by <= at:
        wrong["judge_by"] = _("Name a day to come by which the sheets are handed in.")
    elif span is not None and not span.starts < given.judge_by <= span.ends:
        wrong["judge_by"] = _("Name a day within the round.")
    if given.counts_vote and (span is None or Doing.VOTE not in ALLOWED[Phase(span.phase)]):
        wrong["counts_vote"] = _("The city votes in the second round, the semi-final or the final.")
    if wrong:
        raise NotValid(fields=wrong)
    return {
        "rubric": given.rubric,
        "judge_by": given.judge_by,
        "each": given.each,
        "outlier": str(given.outlier),
        "counts_vote": given.counts_vote,
    }


def _rules_of(panel: Panel) -> dict[str, object]:
    assert panel.rubric is not None
    return {
        "phase": str(Phase(panel.phase)),
        "group": panel.group,
        "rubric": panel.rubric.digest,
        "each": panel.each,
        "outlier": panel.outlier,
        "counts_vote": panel.counts_vote,
        "judge_by": panel.judge_by.isoformat(),
    }
