"""redraw_sample: draw a sample once more from its seed and its list of numbers, and compare it with what was drawn."""

from argparse import ArgumentParser
from datetime import datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import make_aware

from civic.supervision.models import Sample
from civic.supervision.queries import redraw


class Command(BaseCommand):
    help = "Draw a sample once more and say whether it comes out the same. Without a key, all samples."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which one."""
        parser.add_argument("key", type=int, nargs="?", help="the number of the sample in its address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Redraw, print, and fail where anything differs."""
        samples = Sample.objects.order_by("pk")
        if options["key"] is not None:
            samples = samples.filter(pk=options["key"])
        found = list(samples)
        if not found:
            raise CommandError("There is no such sample.")
        bad = [sample.pk for sample in found if not self._told(sample)]
        if bad:
            raise CommandError(f"Not the same: {', '.join(map(str, bad))}.")

    def _told(self, sample: Sample) -> bool:
        begins = make_aware(datetime.combine(sample.since, time.min))
        ends = make_aware(datetime.combine(sample.until + timedelta(days=1), time.min))
        again = redraw(sample, begins=begins, ends=ends)
        self.stdout.write(
            f"Sample {sample.pk}, {sample.scope}, {sample.since} to {sample.until}: "
            f"{sample.drawn_count} of {sample.population_count} by {sample.method}, seed {sample.seed}, "
            f"list {sample.population_digest}."
        )
        for place, (then, now) in enumerate(zip(again.then, again.again, strict=False), start=1):
            self.stdout.write(f"  {place}. {then}{'' if then == now else f', now {now}'}")
        if not again.is_same_list:
            self.stdout.write("  The list of numbers is not the one it was drawn from.")
        for number in again.not_verified:
            self.stdout.write(f"  {number} was not checked and closed in this period.")
        self.stdout.write("  Drawn again: the same." if again.holds else "  Drawn again: NOT the same.")
        return again.holds
