#!/bin/sh
# The whole suite: once on SQLite with the browser, once on PostgreSQL. What the machine lacks is said plainly;
# with REQUIRE_ALL=1 (as CI sets) a missing browser or PostgreSQL is a failure, not a skip.
set -u
py=.venv/bin/python
workers=${WORKERS:-2}
export TESTING=1
unset PYTHONDONTWRITEBYTECODE # else every worker reads the assertions of all tests anew: 28 s of a core instead of 10
status=0

export DJANGO_SETTINGS_MODULE=portal.settings
lay="import django; django.setup(); from tests.ground import ground; ground().lay()"
services=""
if [ "${ONLY:-}" != sqlite ]; then services=$(sh tools/services.sh start 2>/dev/null) || services=""; fi
# both databases are migrated at once, a core each; the workers copy what they find
[ "${ONLY:-}" = postgres ] || $py -c "$lay" & sqlite=$!
[ -z "$services" ] || env $services $py -c "$lay" || status=1
wait "$sqlite" || status=1

if [ "${ONLY:-}" != postgres ]; then
  echo "== SQLite, with the browser"
  $py -m pytest -q -n "$workers" --dist loadscope --no-loadscope-reorder "$@" || status=1
fi
if [ "${ONLY:-}" != sqlite ]; then
  if [ -n "$services" ]; then
    echo "== PostgreSQL, everything that asks a database"
    env $services DATABASE_TESTS_ONLY=1 $py -m pytest -q -n "$workers" --dist loadscope --no-loadscope-reorder -m "not browser" "$@" || status=1
  elif [ "${REQUIRE_ALL:-}" = 1 ]; then
    echo "PostgreSQL could not be started, and this run requires it." >&2
    status=1
  else
    echo "PostgreSQL is not installed, so its half was left out (on Debian: apt install postgresql redis-server)."
  fi
fi
exit $status
