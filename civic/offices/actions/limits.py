"""Set how fast the city promises to be."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from civic.lib.refusals import NotValid
from civic.offices.models import Limit, Matter, Stage
from civic.offices.queries import Plan, forget_urgency, limits_of
from civic.offices.rules import LimitDraft, limit_faults, limits_faults, order_fault, total_hours


@transaction.atomic
def set_limit(
    matter: Matter,
    *,
    condition: str = "",
    names: Mapping[str, str] | None = None,
    grade: int = 0,
    stages: Sequence[Mapping[str, Any]],
) -> Limit:
    """What is promised for a matter in a condition at places of a grade, for cases to come; dates already told stay.

    Refused (NotValid) for a limit of nothing, an unknown unit, two stages of one key, and where a place of grade 1
    would wait longer than one of grade 2 or 3.
    """
    draft = LimitDraft(condition, names or {}, grade, stages)
    if faults := limit_faults(condition, draft.names, grade, stages):
        raise NotValid(fields=faults)
    Matter.objects.select_for_update().get(pk=matter.pk)  # two limits at once are compared with one another
    if fault := order_fault([*_lengths(matter, without=(condition, grade)), (condition, grade, total_hours(stages))]):
        raise NotValid(fields={"stages": fault})
    return _write(matter, draft)


@transaction.atomic
def drop_limit(limit: Limit) -> None:
    """A limit is promised no more, for cases to come: the next less exact one counts. Refused (NotValid) where a place
    of grade 1 would then wait longer than one of grade 2 or 3."""
    Matter.objects.select_for_update().get(pk=limit.matter_id)
    if fault := order_fault(_lengths(limit.matter, without=(limit.condition, limit.grade))):
        raise NotValid(fault)
    limit.delete()
    _is_read_again()


@transaction.atomic
def set_limits(matter: Matter, limits: Sequence[LimitDraft]) -> None:
    """These are the limits of a matter from now on, and no others. Refused as each alone is, and where two stand for
    the same condition and grade."""
    if faults := limits_faults(limits):
        raise NotValid(fields=faults)
    Matter.objects.select_for_update().get(pk=matter.pk)
    before = {(plan.condition, plan.grade): _told(plan) for plan in _plans(matter)}
    wanted = {(draft.condition, draft.grade) for draft in limits}
    for limit in Limit.objects.filter(matter=matter):
        if (limit.condition, limit.grade) not in wanted:
            limit.delete()
            _is_read_again()
    for draft in limits:
        after = {"names": _filled(draft.names), "stages": [_stage(stage) for stage in draft.stages]}
        if before.get((draft.condition, draft.grade)) != after:
            _write(matter, draft)


def _plans(matter: Matter) -> list[Plan]:
    return limits_of(matter) if Limit.objects.filter(matter=matter).exists() else []


def _lengths(matter: Matter, *, without: tuple[str, int]) -> list[tuple[str, int, float]]:
    """The limits of a matter but one, each with how long it takes in all."""
    return [
        (plan.condition, plan.grade, total_hours(_told(plan)["stages"]))
        for plan in _plans(matter)
        if (plan.condition, plan.grade) != without
    ]


def _told(plan: Plan) -> dict[str, Any]:
    stages = [{"key": s.key, "names": s.names, "amount": s.amount, "unit": s.unit} for s in plan.stages]
    return {"names": _filled(plan.names), "stages": [_stage(stage) for stage in stages]}


def _stage(stage: Mapping[str, Any]) -> dict[str, Any]:
    return {**stage, "names": _filled(stage["names"])}


def _filled(names: Mapping[str, str]) -> dict[str, str]:
    return {language: name.strip() for language, name in names.items() if name.strip()}


def _columns(names: Mapping[str, str]) -> dict[str, str]:
    return {
        column: names.get(language, "").strip()
        for column, language in (("name_zh_hans", "zh-hans"), ("name_zh_hant", "zh-hant"), ("name_en", "en"))
    }


def _is_read_again() -> None:
    """What is kept of the urgent limits is read again, here at once and by others when this is on disk."""
    forget_urgency()
    transaction.on_commit(forget_urgency)


def _write(matter: Matter, draft: LimitDraft) -> Limit:
    _is_read_again()
    limit, _created = Limit.objects.update_or_create(
        matter=matter, condition=draft.condition, grade=draft.grade, defaults=_columns(draft.names)
    )
    limit.stages.all().delete()
    Stage.objects.bulk_create(
        Stage(
            limit=limit,
            number=number,
            key=stage["key"],
            amount=stage["amount"],
            unit=stage["unit"],
            **_columns(stage["names"]),
        )
        for number, stage in enumerate(draft.stages, start=1)
    )
    return limit
