#!/bin/sh
# Creates Temporal's two databases and brings their schemas to the server's version. Leaves alone what is there already.
# Connects by SQL_PLUGIN, SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD.
set -eu

# The tool prints every statement: that is worth reading only when it fails.
run() {
  if ! temporal-sql-tool "$@" >/tmp/schema.log 2>&1; then
    cat /tmp/schema.log >&2
    echo "temporal-sql-tool $* failed on database $SQL_DATABASE at $SQL_HOST:$SQL_PORT." >&2
    exit 1
  fi
}

bring_up() {
  export SQL_DATABASE="$1"
  run create
  run setup-schema -v 0.0
  run update-schema --schema-name "postgresql/v12/$2"
  echo "the schema of $1 is up to date"
}

bring_up temporal temporal
bring_up temporal_visibility visibility
