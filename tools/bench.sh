#!/bin/sh
# Fill 100,000 cases (CASES=…), unless var/bench holds them from an earlier run, and time the main pages on SQLite, then on PostgreSQL where it is installed;
# then 2,288 messages by the bulk tools (MESSAGES=FILE.csv), then 1,400,000 components (COMPONENTS=…) in a city of their own,
# then 10,000 votes on proposals of children (VOTES=…) in another, and 2,000 volunteers who check in at once (PEOPLE=…) in a third.
set -eu
dir=${BENCH_DIR:-$(pwd)/var/bench}
mkdir -p "$dir"
export DATA_DIR="$dir" SECRET_KEY=bench HASH_KEY=bench SEAL_KEYS=bench NUDGE=0 PYTHONPATH=.
.venv/bin/python tools/bench_grid.py
echo "== SQLite"
.venv/bin/python tools/bench.py "$@"
.venv/bin/python tools/bench_similar.py
.venv/bin/python tools/bench_day.py
.venv/bin/python tools/bench_following.py
.venv/bin/python tools/bench_suggestions.py
.venv/bin/python tools/bench_jury.py # the result of a final from sixty proposals with five sheets each
if [ -n "${MESSAGES:-}" ]; then # a file of real messages, worked through by the desk's bulk tools in a city of their own
  rm -rf "$dir/messages"; mkdir -p "$dir/messages"
  env DATA_DIR="$dir/messages" NUDGE=1 .venv/bin/python tools/bench_messages.py
  env DATA_DIR="$dir/messages" .venv/bin/python tools/bench_round.py # the same file as a past round, where it has likes
fi
mkdir -p "$dir/components" # a city of its own, beside the one above
env DATA_DIR="$dir/components" .venv/bin/python tools/bench_components.py
mkdir -p "$dir/vote" # a city of its own, filled anew each time
env DATA_DIR="$dir/vote" .venv/bin/python tools/bench_vote.py
mkdir -p "$dir/checkins" # and another
env DATA_DIR="$dir/checkins" .venv/bin/python tools/bench_checkins.py
if services=$(sh tools/services.sh start 2>/dev/null); then
  echo "== PostgreSQL (durability off, as in the tests)"
  base=$(echo "$services" | sed -n 's/^DATABASE_URL=//p')
  env DATABASE_URL="$base" .venv/bin/python - <<'PY'
import os
import psycopg
with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as link:
    for name in ("bench", "bench_components", "bench_vote", "bench_checkins"):
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            link.execute(f"CREATE DATABASE {name}")
PY
  env DATABASE_URL="$(echo "$base" | sed 's,/[^/]*$,/bench,')" .venv/bin/python tools/bench.py "$@"
  env DATABASE_URL="$(echo "$base" | sed 's,/[^/]*$,/bench,')" .venv/bin/python tools/bench_similar.py
  env DATABASE_URL="$(echo "$base" | sed 's,/[^/]*$,/bench,')" .venv/bin/python tools/bench_day.py
  env DATABASE_URL="$(echo "$base" | sed 's,/[^/]*$,/bench,')" .venv/bin/python tools/bench_following.py
  env DATABASE_URL="$(echo "$base" | sed 's,/[^/]*$,/bench_components,')" DATA_DIR="$dir/components" .venv/bin/python tools/bench_components.py
  env DATABASE_URL="$(echo "$base" | sed 's,/[^/]*$,/bench_vote,')" DATA_DIR="$dir/vote" .venv/bin/python tools/bench_vote.py
  env DATABASE_URL="$(echo "$base" | sed 's,/[^/]*$,/bench_checkins,')" DATA_DIR="$dir/checkins" .venv/bin/python tools/bench_checkins.py
fi
