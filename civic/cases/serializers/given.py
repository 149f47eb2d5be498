"""What programs hand in, and the receipt."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from civic.cases.serializers.fields import (
    AddressField,
    Degrees,
    Fields,
    KindField,
    LanguageField,
    TextField,
    TitleField,
)
from civic.lib.shapes import page_of_case


class ContactGiven(Fields):
    """How the reporter can be reached; sealed, and opened only by officers who say what for."""

    email = serializers.CharField(required=False, allow_blank=True, allow_null=True)
    phone = serializers.CharField(required=False, allow_blank=True, allow_null=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A lamp that is out",
            request_only=True,
            value={
                "kind": "complaint",
                "matter": "0101",
                "text": "望江路 18 号对面的路灯不亮一个星期了。",
                "lat": 23.13,
                "lon": 113.27,
                "language": "zh-hans",
                "contact": {"email": "mei@example.com"},
                "confidential": False,
            },
        )
    ]
)
class ReportShape(Fields):
    """A report. Photos go beside it as `photo` (at most five) when it is sent as a form."""

    kind = KindField(allow_blank=True)
    text = TextField(allow_blank=True, trim_whitespace=False)
    matter = serializers.CharField(
        required=False, allow_blank=True, allow_null=True, help_text=_("A code from /matters/.")
    )
    title = TitleField(
        required=False,
        allow_blank=True,
        allow_null=True,
        trim_whitespace=False,
        help_text=_("The first sentence when it is left out."),
    )
    lat = Degrees(required=False, allow_null=True, help_text=_("WGS84"))
    lon = Degrees(required=False, allow_null=True, help_text=_("WGS84"))
    address = AddressField(
        required=False,
        allow_blank=True,
        allow_null=True,
        trim_whitespace=False,
        help_text=_("The place in words, instead of a point or beside it."),
    )
    language = LanguageField(
        required=False, allow_blank=True, allow_null=True, help_text=_("Of the text; guessed when it is not told.")
    )
    noticed_on = serializers.DateField(required=False, allow_null=True, help_text=_("Since when, as 2026-11-03."))
    about_office = serializers.CharField(
        required=False,
        allow_blank=True,
        allow_null=True,
        help_text=_(
            "The office a complaint or a report of misconduct is about, by its code in /offices/. Nobody of it "
            "sees the report; it is kept as misconduct and goes to the reviewing office."
        ),
    )
    component = serializers.CharField(
        required=False,
        allow_blank=True,
        allow_null=True,
        help_text=_("The code on the plate of a lamp, a cover, a bin. Without a point the report lies there."),
    )
    answers = serializers.DictField(
        required=False, help_text=_("To the questions of the matter, by their keys in /matters/.")
    )
    condition = serializers.CharField(
        required=False,
        allow_blank=True,
        allow_null=True,
        max_length=40,
        help_text=_("The condition it is in, by its key among the limits of the matter in /matters/."),
    )
    round = serializers.CharField(
        required=False,
        allow_blank=True,
        allow_null=True,
        max_length=60,
        help_text=_("The round a suggestion is handed in for, by its slug in /rounds/; left out: the standing box."),
    )
    confidential = serializers.BooleanField(
        required=False,
        allow_null=True,
        default=None,
        help_text=_("Hides the contact from the office that handles the case; left out, the matter says it."),
    )
    contact = ContactGiven(
        required=False, allow_null=True, help_text=_("Where news of the case go. It may be left out.")
    )


class ReportForm(ReportShape):
    """The same as a form, with photos."""

    photo = serializers.ListField(
        child=serializers.FileField(), required=False, max_length=5, help_text=_("JPEG, PNG, WebP or HEIC, 20 MB each.")
    )


class Receipt(Fields):
    """The receipt. The tracking code is shown here only; whoever holds it reads the case as its reporter."""

    number = serializers.CharField(source="case.number")
    tracking_code = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, filed: Any) -> str:
        """Where people read the case."""
        return page_of_case(filed.case.number)


class WordsShape(Fields):
    """Words of the resident."""

    text = TextField(allow_blank=True, trim_whitespace=False)


class AdditionShape(Fields):
    """What the resident adds to an open case."""

    text = TextField(allow_blank=True, trim_whitespace=False, required=False, help_text=_("At most 2,000 characters."))


_PHOTOS = serializers.ListField(
    child=serializers.FileField(), required=False, max_length=5, help_text=_("JPEG, PNG, WebP or HEIC, 20 MB each.")
)


class AdditionForm(AdditionShape):
    """The same as a form, with photos."""

    photo = _PHOTOS


class EditShape(Fields):
    """The report as its reporter wants it to read from now on; what is left out stays as it is."""

    text = TextField(allow_blank=True, trim_whitespace=False, required=False)
    title = TitleField(allow_blank=True, required=False)
    matter = serializers.CharField(required=False, help_text=_("A code from /matters/."))
    address = AddressField(allow_blank=True, required=False)
    lat = Degrees(required=False, help_text=_("WGS84"))
    lon = Degrees(required=False, help_text=_("WGS84"))


class EditPhotosForm(EditShape):
    """The same as a form, with photos to add."""

    photo = _PHOTOS


class RedactShape(Fields):
    """What its author takes out for good."""

    lines = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2_000_000_000), required=False, max_length=200
    )
    passages = serializers.ListField(child=serializers.CharField(max_length=2000), required=False, max_length=20)
    photos = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=50)
    place = serializers.BooleanField(required=False)
