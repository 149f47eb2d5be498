#!/bin/sh
# Fill 100,000 cases (CASES=…), unless var/bench holds them from an earlier run, and time the main pages on SQLite, then on PostgreSQL where it is installed.
set -eu
dir=${BENCH_DIR:-$(pwd)/var/bench}
mkdir -p "$dir"
export DATA_DIR="$dir" SECRET_KEY=bench HASH_KEY=bench SEAL_KEYS=bench NUDGE=0 PYTHONPATH=.
.venv/bin/python tools/bench_grid.py
echo "== SQLite"
.venv/bin/python tools/bench.py "$@"
if services=$(sh tools/services.sh start 2>/dev/null); then
  echo "== PostgreSQL (durability off, as in the tests)"
  base=$(echo "$services" | sed -n 's/^DATABASE_URL=//p')
  env DATABASE_URL="$base" .venv/bin/python - <<'PY'
import os
import psycopg
with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as link:
    if not link.execute("SELECT 1 FROM pg_database WHERE datname = 'bench'").fetchone():
        link.execute("CREATE DATABASE bench")
PY
  env DATABASE_URL="$(echo "$base" | sed 's,/[^/]*$,/bench,')" .venv/bin/python tools/bench.py "$@"
fi
