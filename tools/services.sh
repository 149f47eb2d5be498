#!/bin/sh
# services.sh start|stop|env: a private PostgreSQL and Redis for the tests, on loopback, under .services/ (or $SERVICES_DIR).
# `install` brings the Debian packages that are missing; only root can. Durability is off: never for a city's own data.
set -eu
dir=${SERVICES_DIR:-$(pwd)/.services}
pgport=${PGPORT_TEST:-5499}
rport=${REDISPORT_TEST:-6399}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)

as() { # PostgreSQL refuses root: run it as nobody where we are root
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; else "$@"; fi
}

case "${1:-start}" in
install)
  missing=""
  [ -n "$bin" ] || missing="$missing postgresql"
  command -v redis-server >/dev/null 2>&1 || missing="$missing redis-server"
  if [ -n "$missing" ]; then
    apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 $missing >/dev/null
  fi
  ;;
start)
  [ -n "$bin" ] || { echo "PostgreSQL is not installed. On Debian: apt install postgresql redis-server" >&2; exit 1; }
  mkdir -p "$dir"
  if [ "$(id -u)" = 0 ]; then
    # nobody must be able to reach the folder: where a parent is closed, a folder in /tmp serves
    if ! as test -x "$dir" 2>/dev/null; then dir=/tmp/gongzhi-services-$(pwd | sha256sum | cut -c1-8); mkdir -p "$dir"; fi
    chown nobody:nogroup "$dir"
  fi
  if ! as "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; then
    [ -d "$dir/data" ] || as "$bin/initdb" -D "$dir/data" -U app -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    as "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/pg.log" -o "-p $pgport -k $dir -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200" start >/dev/null
    as "$bin/createdb" -h 127.0.0.1 -p "$pgport" -U app app 2>/dev/null || true
  fi
  if command -v redis-server >/dev/null 2>&1 && ! redis-cli -p "$rport" ping >/dev/null 2>&1; then
    as redis-server --port "$rport" --bind 127.0.0.1 --dir "$dir" --daemonize yes --pidfile "$dir/redis.pid" --save "" --appendonly no >/dev/null
  fi
  echo "DATABASE_URL=postgres://app@127.0.0.1:$pgport/app"
  echo "REDIS_URL=redis://127.0.0.1:$rport/0"
  ;;
stop)
  for d in "$dir" /tmp/gongzhi-services-$(pwd | sha256sum | cut -c1-8); do
    [ -d "$d/data" ] && as "$bin/pg_ctl" -D "$d/data" -m fast stop >/dev/null 2>&1 || true
  done
  redis-cli -p "$rport" shutdown nosave >/dev/null 2>&1 || true
  ;;
esac
