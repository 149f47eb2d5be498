"""A rubric as the file it can be taken over by."""

from civic.juries.models import Rubric
from civic.juries.rules import write_out


def as_file(rubric: Rubric) -> str:
    """The rubric with every word of it; read again it has the same digest. One query."""
    name = {"zh-hans": rubric.name_zh_hans, "zh-hant": rubric.name_zh_hant, "en": rubric.name_en}
    return write_out(code=rubric.code, name=name, criteria=[one.given for one in rubric.criteria.order_by("order")])
