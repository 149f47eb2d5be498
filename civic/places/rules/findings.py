"""What an import of the ground tells: its faults, its warnings, and what it does; nothing is mended in silence."""

from dataclasses import dataclass, field
from enum import Enum

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence


class Weight(Enum):
    """How much a finding weighs: a fault refuses everything, a warning asks for a look, a note is only told."""

    FAULT = "fault"
    WARNING = "warning"
    NOTE = "note"


LABELS: dict[Weight, Sentence] = {Weight.FAULT: _("Fault"), Weight.WARNING: _("Warning"), Weight.NOTE: _("Note")}


@dataclass(frozen=True)
class Finding:
    """One sentence about one place of a file, or about the whole of it."""

    weight: Weight
    where: str
    sentence: Sentence

    def __str__(self) -> str:
        place = f" {self.where}:" if self.where else ":"
        return f"{LABELS[self.weight]}{place} {self.sentence}"


@dataclass
class Report:
    """The findings of one import in the order they were made, and the codes it founds, changes, leaves and ends."""

    findings: list[Finding] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # there, and not in the file
    retired: list[str] = field(default_factory=list)

    def fault(self, where: str, sentence: Sentence) -> None:
        """Something that refuses everything."""
        self.findings.append(Finding(Weight.FAULT, where, sentence))

    def warn(self, where: str, sentence: Sentence) -> None:
        """Something to look at."""
        self.findings.append(Finding(Weight.WARNING, where, sentence))

    def note(self, where: str, sentence: Sentence) -> None:
        """Something worth knowing."""
        self.findings.append(Finding(Weight.NOTE, where, sentence))

    @property
    def is_refused(self) -> bool:
        """Is there any fault?"""
        return any(finding.weight is Weight.FAULT for finding in self.findings)

    def of(self, weight: Weight) -> list[Finding]:
        """The findings that weigh so much."""
        return [finding for finding in self.findings if finding.weight is weight]

    def sums(self) -> str:
        """How many codes are new, changed and so on, in one line."""
        told = _("New {new}, changed {changed}, unchanged {unchanged}, retired {retired}, not in the file {missing}.")
        counted = {name: len(getattr(self, name)) for name in ("new", "changed", "unchanged", "retired", "missing")}
        return str(format_lazy(told, **counted))


def first_few(codes: list[str], most: int = 5) -> str:
    """The first codes of a long list, and how many more there are."""
    return ", ".join(codes[:most]) + (f" (+{len(codes) - most})" if len(codes) > most else "")


def whole(number: float) -> str:
    """Square metres and metres as people read them."""
    return f"{number:,.0f}"
