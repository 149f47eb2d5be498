import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import civic.lib.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0027_what_objections_hide"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tracking_digest", models.CharField(max_length=64, unique=True)),
                (
                    "concern",
                    models.CharField(
                        choices=[
                            ("data", "My personal data can be read there"),
                            ("photo", "I can be seen in a photo"),
                            ("untrue", "It is untrue"),
                            ("reply", "I want my side to be heard"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "speaks_for",
                    models.CharField(
                        choices=[
                            ("person", "For myself"),
                            ("organisation", "For a shop, a company or an organisation"),
                        ],
                        default="person",
                        max_length=12,
                    ),
                ),
                ("words", civic.lib.sealed.SealedText(blank=True, purpose="objection")),
                ("quote", civic.lib.sealed.SealedText(blank=True, purpose="objection")),
                ("email", civic.lib.sealed.SealedText(blank=True, purpose="contact")),
                ("email_hash", models.CharField(blank=True, db_index=True, max_length=64)),
                ("phone", civic.lib.sealed.SealedText(blank=True, purpose="contact")),
                ("phone_hash", models.CharField(blank=True, db_index=True, max_length=64)),
                ("language", models.CharField(default="zh-hans", max_length=8)),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("upheld", "Upheld"), ("refused", "Refused"), ("taken-back", "Taken back")],
                        max_length=12,
                    ),
                ),
                (
                    "remedy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hide", "Right: what is marked stays hidden for good"),
                            ("reply", "Right: the reply stands beside the answer"),
                            ("unfounded", "Right: the complaint was found unfounded, its page collapses"),
                            ("withdraw", "Right: the whole case leaves the public"),
                            ("refuse", "Not right: the page stays as it is"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", civic.lib.sealed.SealedText(blank=True, purpose="objection")),
                ("decided_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="cases.case"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Unveiled",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", civic.lib.sealed.SealedText(blank=True, purpose="objection")),
                ("text", civic.lib.sealed.SealedText(blank=True, purpose="objection")),
                ("address", civic.lib.sealed.SealedText(blank=True, purpose="objection")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="unveiled", to="cases.case"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "unveiled",
            },
        ),
        migrations.CreateModel(
            name="Veil",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("piece", civic.lib.sealed.SealedText(blank=True, purpose="objection")),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("kind", models.CharField(blank=True, max_length=12)),
                ("was_at_once", models.BooleanField()),
                ("is_on", models.BooleanField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="veils", to="cases.case"
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="veils", to="cases.objection"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="veils", to="cases.photo"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="objection",
            index=models.Index(
                condition=models.Q(("decision", "")), fields=["due_at", "id"], name="objections_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("concern__in", ["data", "photo", "untrue", "reply"])),
                name="objection_concern_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("speaks_for__in", ["person", "organisation"])), name="objection_speaks_for_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("remedy__in", ["", "hide", "reply", "unfounded", "withdraw", "refuse"])),
                name="objection_remedy_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decision", "")),
                    models.Q(("decided_at__isnull", False), ("decision__in", ["upheld", "refused", "taken-back"])),
                    _connector="OR",
                ),
                name="objection_decision_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="veil",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("digest", ""), ("photo__isnull", False)),
                    models.Q(("photo__isnull", True), models.Q(("digest", ""), _negated=True)),
                    _connector="OR",
                ),
                name="veil_hides_a_photo_or_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="veil",
            constraint=models.UniqueConstraint(
                condition=models.Q(("was_at_once", True)), fields=("case", "photo"), name="one_veil_at_once_a_photo"
            ),
        ),
        migrations.AddConstraint(
            model_name="veil",
            constraint=models.UniqueConstraint(
                condition=models.Q(("photo__isnull", True), ("was_at_once", True)),
                fields=("case", "digest"),
                name="one_veil_at_once_a_piece",
            ),
        ),
    ]
