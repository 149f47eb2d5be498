"""Takes the matters of a folder's TOML files into the catalogue; what the city has edited stays."""

import tomllib
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from civic.lib.refusals import NotValid
from civic.offices.actions import Loaded, load_catalogue


class Command(BaseCommand):
    """manage.py load_catalogue [FOLDER] [--check]"""

    help = "Take matters from TOML files into the catalogue; what is there stays as the city has it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=Path(settings.BASE_DIR) / "seeds" / "matters")
        parser.add_argument("--check", action="store_true", help="only tell what would happen and what is wrong")
        parser.add_argument("--overwrite", action="store_true", help="let the files win over what the city has edited")

    def handle(self, *args: Any, **options: Any) -> None:
        files, faults = read_folder(options["folder"])
        told = [matter for matters in files.values() for matter in matters]
        try:
            with transaction.atomic():
                loaded = load_catalogue(told, at=timezone.now(), overwrites=options["overwrite"])
                transaction.set_rollback(options["check"] or bool(faults))
        except NotValid as refused:
            homes = {str(matter.get("code")): name for name, matters in files.items() for matter in matters}
            for place, sentences in refused.fields.items():
                faults += [f"{homes.get(place.split()[0], '?')}: {place}: {sentence}" for sentence in sentences]
        if faults:
            raise CommandError("\n".join(["Nothing was taken over.", *faults]))
        self._tell(loaded, is_check=options["check"])

    def _tell(self, loaded: Loaded, *, is_check: bool) -> None:
        for said, codes in (
            ("new", loaded.added),
            ("words for a matter that had none", loaded.worded),
            ("overwritten", loaded.rewritten),
            ("left as they are", loaded.left),
        ):
            self.stdout.write(f"{said}: {len(codes)}{' · ' + ' '.join(codes) if codes else ''}")
        self.stdout.write(f"new tags: {loaded.tags}")
        if is_check:
            self.stdout.write(self.style.WARNING("Only checked: nothing was taken over."))


def read_folder(folder: Path) -> tuple[dict[str, list[Mapping[str, Any]]], list[str]]:
    """The matters of each file, and which files cannot be read."""
    files: dict[str, list[Mapping[str, Any]]] = {}
    faults = []
    for file in sorted(folder.glob("*.toml")):
        try:
            matters = tomllib.loads(file.read_text(encoding="utf-8-sig")).get("matter", [])
        except UnicodeDecodeError as fault:
            line = fault.object[: fault.start].count(b"\n") + 1
            faults.append(f"{file.name}: line {line} is not written in UTF-8. Save the file in UTF-8.")
            continue
        except (tomllib.TOMLDecodeError, OSError, RecursionError) as fault:
            faults.append(f"{file.name}: {fault}")
            continue
        if isinstance(matters, list) and all(isinstance(matter, Mapping) for matter in matters):
            files[file.name] = matters
        else:
            faults.append(f"{file.name}: write each matter under [[matter]]")
    if not files and not faults:
        faults.append(f"{folder}: no file of the catalogue lies here")
    return files, faults
