"""What an act or a rule refused, put beside the fields of the form it came from; the same for every form."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.forms import BaseForm, Form

from civic.lib.refusals import NotValid, Refused, Sentence

Wrong = Mapping[str, Sequence[Sentence]]


def tell(form: BaseForm, refused: Refused | Wrong, *, beside: Mapping[str, str] | None = None) -> None:
    """Each sentence beside its field; what belongs to no field of this form stands above it, a whole refusal too.
    `beside` names the field that stands for a name the form does not have."""
    wrong: Wrong = {} if isinstance(refused, Refused) else refused
    if isinstance(refused, NotValid):
        wrong = refused.fields
    if isinstance(refused, Refused) and not wrong:
        form.add_error(None, str(refused))
    for name, sentences in wrong.items():
        field = (beside or {}).get(name, name)
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, str(sentence))


def tried(form: Form, act: Callable[[dict[str, Any]], Any]) -> tuple[Any, int]:
    """How a page tries an act with what a form took: what the act gave (or True) and 200, or None and the status of the
    page that says why not."""
    if not form.is_valid():
        return None, 400
    try:
        return act(dict(form.cleaned_data)) or True, 200
    except Refused as refused:
        tell(form, refused)
        return None, refused.status


def begin_at_fault(form: BaseForm) -> None:
    """The first field with a mistake has the focus when the page comes, for a form that stands inside another page."""
    for name in form.fields:
        if name in form.errors:
            form.fields[name].widget.attrs["autofocus"] = True
            return


def said_in(form: BaseForm) -> str:
    """What somebody wrote into a form that nobody takes any more, so that it can be copied."""
    return str(form["text"].value() or "") if form.is_bound and "text" in form.fields else ""
