#!/bin/sh
# Refresh requirements/*.txt: exact pins, hashes of every file, markers for each Python; no registry is named.
set -eu
flags="--universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q --upgrade"
uv=.tools/bin/uv
[ -x "$uv" ] || { echo "Run make test once first: it installs the tool that makes the lock." >&2; exit 1; }
$uv pip compile pyproject.toml $flags -o requirements/base.txt
$uv pip compile pyproject.toml --extra postgres --extra pdf $flags -o requirements/extras.txt
$uv pip compile pyproject.toml --extra postgres --extra pdf --group dev $flags -o requirements/dev.txt
echo uv | $uv pip compile - $flags -o requirements/uv.txt
! grep -nE 'https?://|^--[a-z]' requirements/*.txt
