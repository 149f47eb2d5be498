#!/bin/sh
# Time what the city promises, each thing in turn, on SQLite and then on PostgreSQL where it is installed. What misses its limit is told at the end and fails the run; the rest is measured all the same.
# 100,000 cases (CASES=…) in var/bench, kept from an earlier run, carry the pages; a file of real messages (MESSAGES=FILE.csv) goes through the bulk tools and in as a past round;
# components (COMPONENTS=…), votes (VOTES=…), check-ins (PEOPLE=…), shifts and papers each have a city of their own beside it.
set -eu
dir=${BENCH_DIR:-$(pwd)/var/bench}
export SECRET_KEY=bench HASH_KEY=bench SEAL_KEYS=bench NUDGE=0 PYTHONPATH=.
missed=""

run() { # run CITY SCRIPT…: in the folder of that city, "" for the large one
  city=$1; shift
  mkdir -p "$dir/$city"
  [ -z "$base" ] || export DATABASE_URL="${base%/*}/bench${city:+_$city}"
  echo "-- $(basename "$1" .py)"
  DATA_DIR="$dir/$city" .venv/bin/python "$@" || missed="$missed $(basename "$1" .py)${base:+ on PostgreSQL},"
}

pages_and_people() {
  run "" tools/bench.py "$@"
  run "" tools/bench_similar.py
  run "" tools/bench_day.py
  run "" tools/bench_following.py
  run components tools/bench_components.py
  run vote tools/bench_vote.py
  run checkins tools/bench_checkins.py
  run papers tools/bench_papers.py
}

base=""
run "" tools/bench_grid.py
echo "== SQLite"
pages_and_people "$@"
run "" tools/bench_suggestions.py
run "" tools/bench_jury.py
run shifts tools/bench_shifts.py
if [ -n "${MESSAGES:-}" ]; then
  rm -rf "$dir/messages"
  NUDGE=1; run messages tools/bench_messages.py; NUDGE=0
  run messages tools/bench_round.py
fi
if services=$(sh tools/services.sh start 2>/dev/null); then
  echo "== PostgreSQL (durability off, as in the tests)"
  base=$(echo "$services" | sed -n 's/^DATABASE_URL=//p')
  DATABASE_URL="$base" .venv/bin/python - <<'PY'
import os
import psycopg
with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as link:
    for name in ("bench", "bench_components", "bench_vote", "bench_checkins", "bench_papers"):
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            link.execute(f"CREATE DATABASE {name}")
PY
  pages_and_people "$@"
fi
[ -z "$missed" ] || { echo "Missed its limit, or did not end:${missed%,}."; exit 1; }
