#!/bin/sh
# bootstrap.sh LOCKFILE: makes .venv hold what LOCKFILE pins, by hash. A stamp makes the second run free.
# dev.txt holds all of base.txt, so a .venv made for the tests also serves the demo.
set -eu
lock=$1
sum=$(sha256sum "$lock" | cut -c1-16)
stamp=.venv/.lock-$sum
if [ -e "$stamp" ]; then exit 0; fi
if [ "$lock" = requirements/base.txt ] && [ -e ".venv/.lock-$(sha256sum requirements/dev.txt | cut -c1-16)" ]; then exit 0; fi
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
py=${PYTHON:-python3}
if ! $py -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Gongzhi needs Python 3.11 or newer. Name one with PYTHON=/path/to/python3.12." >&2
  exit 1
fi
if [ ! -x .tools/bin/uv ]; then
  if $py -m pip --version >/dev/null 2>&1; then
    $py -m pip install -q --target .tools --require-hashes -r requirements/uv.txt
  elif $py -m venv .tools/v 2>/dev/null; then
    .tools/v/bin/pip install -q --require-hashes -r requirements/uv.txt
    mkdir -p .tools/bin && ln -sf ../v/bin/uv .tools/bin/uv
  else
    echo "Neither pip nor venv was found beside $py. On Debian: apt install python3-pip" >&2
    exit 1
  fi
fi
.tools/bin/uv venv -q --allow-existing --python "$py" .venv
.tools/bin/uv pip sync -q --python .venv/bin/python --require-hashes "$lock"
rm -f .venv/.lock-*
touch "$stamp"
