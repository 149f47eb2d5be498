"""What somebody types into an address of the admin, a filter or the beginning of a form, is no fault of ours."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import FieldError, ValidationError
from django.db import DataError, NotSupportedError, ProgrammingError, transaction
from django.forms import Field
from django.http import HttpRequest

FORGED = (
    *(ValueError, TypeError, OverflowError, FieldError, ValidationError),
    *(DataError, NotSupportedError, ProgrammingError),
)


class Unforged(admin.ModelAdmin):
    """A list whose filter names nothing leads back to the whole list, and a form begins with what it would take."""

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list; what the database cannot even ask for is a wrong filter like any other."""
        try:
            with transaction.atomic():
                return super().get_changelist_instance(request)
        except FORGED as forged:
            raise IncorrectLookupParameters from forged

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address says already, where the form knows the field and the field takes it."""
        fields = self.get_form(request).base_fields
        told = super().get_changeform_initial_data(request)
        return {name: value for name, value in told.items() if name in fields and _is_taken(fields[name], value)}


def _is_taken(field: Field, value: Any) -> bool:
    try:
        with transaction.atomic():
            field.clean(value)
    except FORGED:
        return False
    return True
