"""Each act on a jury is told in words where its story is read."""

import re
from pathlib import Path

from civic.juries.rules.told import TOLD
from tests.house.trees import ROOT


def test_every_line_a_jury_writes_has_its_sentence() -> None:
    acts = (Path(ROOT) / "civic" / "juries" / "actions").glob("*.py")
    written = {verb for path in acts for verb in re.findall(r'write\(panel, "([a-z-]+)"', path.read_text())}
    assert len(written) > 10
    assert written == set(TOLD)
