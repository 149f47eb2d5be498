"""Every change made in the admin becomes a line of the journal, in the transaction of the change."""

import hashlib
import json
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import EmailField, Field, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from civic.journal.actions import record_change
from civic.journal.models import Act
from civic.lib.sealed import SealedText

SECRET = {"password", "phone", "phone_hash", "note", "address"}
"""Fields of which only the change is kept: what lets somebody in, how to reach people, why somebody was away."""

PRIVATE = {"offices.gridpost": {"name"}, "accounts.person": {"email"}}
"""The same for single tables: who serves in a cell is forgotten when she is."""

LONGEST = 600
CHOSEN_MOST = 200


def kept_of(row: Model) -> dict[str, Any]:
    """A row as the journal keeps it; what is secret only as a digest that tells whether it changed."""
    return {field.attname: _kept(field, row) for field in row._meta.concrete_fields}


def _kept(field: "Field[Any, Any]", row: Model) -> Any:
    value = field.value_from_object(row)
    if field.name in hidden_of(type(row)):
        return _Hidden(str(value))
    if value is None or isinstance(value, bool | int | float):
        return value
    told = json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict | list) else str(value)
    if len(told) > LONGEST:
        return f"{told[:80]}… ({len(told)}, sha256 {hashlib.sha256(told.encode()).hexdigest()[:16]})"
    return told


class _Hidden(str):
    """A value that is compared and never kept."""


def hidden_of(model: type[Model]) -> set[str]:
    """The fields of a table whose content nobody reads in the journal."""
    fields = [field for field in model._meta.get_fields() if isinstance(field, Field)]
    sealed = {field.name for field in fields if isinstance(field, SealedText | EmailField)}
    return sealed | SECRET | PRIVATE.get(model._meta.label_lower, set())


def told_apart(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """What differs: before, after, and the names of what differs and is not kept."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    hidden = [name for name in names if isinstance(after.get(name, before.get(name)), _Hidden)]
    open_ = [name for name in names if name not in hidden]
    return (
        {name: before[name] for name in open_ if name in before},
        {name: after[name] for name in open_ if name in after},
        hidden,
    )


class Journalled(admin.ModelAdmin):
    """What every table in the admin has in common, whatever its own class says: its changes are written down."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row, remembered as it is before the form."""
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            _remembered(request)[str(row.pk)] = kept_of(row)
        return row

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The same as ever; what was asked of the act is remembered for the journal."""
        hidden = hidden_of(self.model)
        given = form.cleaned_data.items()
        request._asked = {name: str(value)[:LONGEST] for name, value in given if name not in hidden}  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """A new row."""
        self._write(request, Act.ADD, obj, {}, kept_of(_fresh(obj) or obj))
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """A changed row, with what it was."""
        now = _fresh(obj)  # an act may have taken the row away: what never began leaves no trace but this
        act = Act.DELETE if now is None else Act.CHANGE
        self._write(request, act, obj, _remembered(request).get(str(obj.pk), {}), kept_of(now) if now else {})
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Rows that go, as they were."""
        for row in queryset:
            self._write(request, Act.DELETE, row, kept_of(row), {})
        return super().log_deletions(request, queryset)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *told: Any, **more: Any
    ) -> HttpResponse | None:
        """Something done to chosen rows: each row that changed by it is written down."""
        with transaction.atomic():
            chosen = list(queryset.filter(pk__in=request.POST.getlist("_selected_action"))[:CHOSEN_MOST])
            before = {row.pk: kept_of(row) for row in chosen}
            answer = super().response_action(request, queryset, *told, **more)
            request._asked = {"action": request.POST.get("action", "")[:80]}  # type: ignore[attr-defined]
            for row in self.model._default_manager.filter(pk__in=before):
                after = kept_of(row)
                if after != before[row.pk]:
                    self._write(request, Act.CHANGE, row, before[row.pk], after)
        return answer

    def _write(self, request: HttpRequest, act: Act, row: Model, was: dict[str, Any], now: dict[str, Any]) -> None:
        before, after, hidden = told_apart(was, now)
        record_change(
            act,
            by=request.user,
            about=f"{row._meta.label_lower}:{row.pk}",
            name=_called(row),
            before=before,
            after=after,
            hidden=hidden,
            given=getattr(request, "_asked", {}),
            at=timezone.now(),
        )


def _remembered(request: HttpRequest) -> dict[str, dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = request.__dict__.setdefault("_rows_before", {})
    return kept


def _fresh(row: Any) -> Any:
    return type(row)._default_manager.filter(pk=row.pk).first()


def _called(row: Model) -> str:
    """What the row is called, unless that tells what is not kept."""
    name = str(row)
    told = [value for value in kept_of(row).values() if isinstance(value, _Hidden) and value]
    return f"{row._meta.verbose_name} {row.pk}" if any(value in name for value in told) else name
