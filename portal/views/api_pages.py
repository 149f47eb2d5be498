"""What programs may ask of us: the schema, and a page for people that says the same."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.accounts.guards import Anybody, open_to_all

TAGS = {
    "cases": _("Cases"),
    "suggestions": _("Suggestions"),
    "promises": _("Promises"),
    "communities": _("Communities"),
    "youth": _("Little mayor"),
    "volunteer": _("Volunteer"),
    "resident": _("The resident"),
    "city": _("The city"),
    "desk": _("The desk"),
}
METHODS = ("get", "post", "delete")

Schemas = dict[str, Any]


class Schema(APIView):
    """The schema, OpenAPI 3, as JSON or YAML, in the language of the request."""

    permission_classes = [Anybody]
    authentication_classes = []
    # plain JSON comes first: whoever asks for nothing particular can read it, as JSON and as YAML
    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer, OpenApiYamlRenderer2]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """The same for everybody, whatever they may do."""
        return Response(schema_in(translation.get_language() or "en"), headers={"Cache-Control": "public, max-age=300"})


@lru_cache(maxsize=8)
def schema_in(language: str) -> Schemas:
    """The schema in one language; it only changes with the program, so each process works it out once."""
    with translation.override(language):
        schema: Schemas = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return schema


@dataclass(frozen=True)
class Field:
    """One field of what is sent or answered."""

    name: str
    kind: str
    is_required: bool
    says: str


@dataclass(frozen=True)
class Operation:
    """One thing a program may ask."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    example: str
    answers: tuple[tuple[str, str], ...]


@open_to_all
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The API for people: every operation, with what it takes and what it answers."""
    schema = schema_in(translation.get_language() or "en")
    found = [
        (tag, _operation(schema, path, method, told))
        for path, item in schema["paths"].items()
        for method, told in item.items()
        if method in METHODS
        for tag in told["tags"]
    ]
    sections = [
        {"name": tag, "label": label, "operations": [operation for of, operation in found if of == tag]}
        for tag, label in TAGS.items()
    ]
    return render(request, "portal/api_docs.html", {"sections": sections, "version": schema["info"]["version"]})


def _operation(schema: Schemas, path: str, method: str, told: Schemas) -> Operation:
    body, example = _body(schema, told.get("requestBody", {}))
    parameters = tuple(
        Field(one["name"], _kind(schema, one["schema"]), one.get("required", False), _plain(one))
        for one in told.get("parameters", [])
    )
    answers = tuple((status, _plain(answer)) for status, answer in told["responses"].items())
    return Operation(
        told["operationId"],
        method.upper(),
        path,
        told.get("summary", ""),
        _plain(told),
        parameters,
        body,
        example,
        answers,
    )


def _body(schema: Schemas, body: Schemas) -> tuple[tuple[Field, ...], str]:
    content = body.get("content", {})
    told = content.get("multipart/form-data") or content.get("application/json")
    if told is None:
        return (), ""
    examples = content.get("application/json", told).get("examples", {})
    shape = _resolved(schema, told["schema"])
    required = shape.get("required", [])
    fields = tuple(
        Field(name, _kind(schema, one), name in required, _plain(one))
        for name, one in shape.get("properties", {}).items()
    )
    example = next((example["value"] for example in examples.values()), None)
    return fields, json.dumps(example, ensure_ascii=False, indent=2) if example else ""


def _plain(told: Schemas) -> str:
    """What is said of something, without the marks that only the schema's readers know."""
    return str(told.get("description", "")).replace("`", "")


def _resolved(schema: Schemas, shape: Schemas) -> Schemas:
    if "$ref" in shape:
        resolved: Schemas = schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]
        return resolved
    return _resolved(schema, shape["allOf"][0]) if "allOf" in shape else shape


def _kind(schema: Schemas, shape: Schemas) -> str:
    """What may stand in a field: its type or its choices."""
    whole = _resolved(schema, shape)
    if "enum" in whole:
        return " · ".join(str(choice) for choice in whole["enum"] if choice)
    if "oneOf" in whole:
        return _kind(schema, whole["oneOf"][0])
    if whole.get("type") == "object":
        return "{ " + ", ".join(whole.get("properties", {})) + " }"
    bounds = (
        f" ≤ {whole['maxLength']}"
        if "maxLength" in whole
        else f" {whole['minimum']}–{whole['maximum']}"
        if "minimum" in whole and "maximum" in whole
        else ""
    )
    return f"{whole.get('format') or whole.get('type', '')}{bounds}"
