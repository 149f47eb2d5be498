"""What a round that was taken over from an earlier platform brings along: likes of there, the words it turns on, and
which of its suggestions are alike."""

from django.db import models
from django.db.models import F, Q

from civic.cases.models import Case
from civic.suggestions.models.rounds import Round


class TakenOver(models.Model):
    """A suggestion as it stood at its source. Its likes are told as likes at the source: they are no supports, oblige
    nobody and stand in no order but their own."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="taken_over")
    likes = models.PositiveIntegerField(null=True)  # None: the source told none
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-likes", "-id"], name="taken_over_by_likes")]

    def __str__(self) -> str:
        return f"taken over {self.case_id}"


class Theme(models.Model):
    """A word that many suggestions of a round hold: a way into a list that nobody sorted."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="themes")
    word = models.CharField(max_length=20)
    whole = models.PositiveIntegerField()  # so many held it when it was found, all of them public then
    cases = models.ManyToManyField(Case, through="ThemeCase", related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "word"], name="one_theme_a_word")]

    def __str__(self) -> str:
        return self.word


class ThemeCase(models.Model):
    """A suggestion that holds the word, so that counts are of what everybody may read now."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "case"], name="a_case_once_a_theme")]

    def __str__(self) -> str:
        return f"{self.theme_id}: {self.case_id}"


class Alike(models.Model):
    """Another suggestion of the round that says much the same; both directions are rows."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="alike", db_index=False)
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    share = models.PositiveSmallIntegerField()  # how much of their telling words, in percent

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="alike_once"),
            models.CheckConstraint(condition=~Q(case=F("other")), name="nothing_is_like_itself"),
        ]
        indexes = [models.Index(fields=["case", "-share"], name="alike_most_first")]

    def __str__(self) -> str:
        return f"{self.case_id} ~ {self.other_id}"
