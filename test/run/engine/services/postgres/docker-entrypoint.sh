#!/bin/bash
# Makes the database at the first start, as the image that this one stands in for: while that lasts, the server is at its socket only.
set -eu

if [ "$(id -u)" = 0 ]; then
    echo >&2 'this stand-in changes no user by itself: start it as postgres'
    exit 1
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    : "${POSTGRES_PASSWORD:?is empty, and nobody may enter without a password}"
    user=${POSTGRES_USER:-postgres}
    database=${POSTGRES_DB:-$user}
    mkdir -p "$PGDATA"
    chmod 700 "$PGDATA"
    initdb --username="$user" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD")
    echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"
    echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
    pg_ctl --wait --options="-c listen_addresses=''" start
    [ "$database" = postgres ] || createdb --username="$user" --maintenance-db=postgres "$database"
    pg_ctl --wait --mode=fast stop
fi
exec "$@"
