#!/bin/bash
# Prepares a data directory when there is none, then becomes the command. Answers the variables of the official image:
# POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB (each also as …_FILE), POSTGRES_INITDB_ARGS, POSTGRES_INITDB_WALDIR,
# POSTGRES_HOST_AUTH_METHOD, PGDATA; and runs *.sh, *.sql and *.sql.gz of /docker-entrypoint-initdb.d.
set -euo pipefail

die() {
  echo "postgres image: $1" >&2
  exit 1
}

# A secret may come as a file, so that it stays out of the container's configuration.
from_file() {
  local name=$1 file_name=$1_FILE
  [[ -n ${!file_name:-} ]] || return 0
  [[ -z ${!name:-} ]] || die "$name and $file_name are both set; set one of them."
  [[ -r ${!file_name} ]] || die "$file_name names ${!file_name}, which cannot be read; mount it or unset $file_name."
  export "$name=$(<"${!file_name}")"
}

give_to_postgres_user() {
  mkdir -p "$PGDATA" /run/postgresql
  chmod 0700 "$PGDATA"
  chmod 2775 /run/postgresql
  find "$PGDATA" /run/postgresql ! -user postgres -exec chown postgres:postgres {} +
  if [[ -n ${POSTGRES_INITDB_WALDIR:-} ]]; then
    mkdir -p "$POSTGRES_INITDB_WALDIR"
    chown -R postgres:postgres "$POSTGRES_INITDB_WALDIR"
  fi
}

init_cluster() {
  local -a options=(--username="$POSTGRES_USER")
  [[ -z ${POSTGRES_INITDB_WALDIR:-} ]] || options+=(--waldir="$POSTGRES_INITDB_WALDIR")
  # initdb refuses an empty password file, so there is none where POSTGRES_HOST_AUTH_METHOD=trust does without.
  local password_file=
  if [[ -n ${POSTGRES_PASSWORD:-} ]]; then
    password_file=$(mktemp)
    printf '%s\n' "$POSTGRES_PASSWORD" >"$password_file"
    options+=(--pwfile="$password_file")
  fi
  # The official image lets the shell split POSTGRES_INITDB_ARGS, quotes included.
  eval 'initdb -D "$PGDATA" "${options[@]}" '"${POSTGRES_INITDB_ARGS:-}"
  [[ -z $password_file ]] || rm "$password_file"
  printf '\nhost all all all %s\n' "$POSTGRES_HOST_AUTH_METHOD" >>"$PGDATA/pg_hba.conf"
}

run_scripts() {
  local script
  local -a sql=(psql -v ON_ERROR_STOP=1 --no-psqlrc --no-password --username "$POSTGRES_USER" --dbname "$POSTGRES_DB")
  for script in /docker-entrypoint-initdb.d/*; do
    # shellcheck source=/dev/null
    case $script in
      *.sh) if [[ -x $script ]]; then "$script"; else . "$script"; fi ;;
      *.sql) "${sql[@]}" -f "$script" ;;
      *.sql.gz) gunzip -c "$script" | "${sql[@]}" ;;
    esac
  done
}

# The temporary server listens on its socket only: whoever connects over TCP meets the prepared one, never this one.
prepare_database() {
  PGPASSWORD=${POSTGRES_PASSWORD:-} pg_ctl -D "$PGDATA" -w start -o "$(printf '%q ' "${@:2}" -c listen_addresses= -p 5432)"
  export PGPASSWORD=${POSTGRES_PASSWORD:-}
  if [[ $POSTGRES_DB != postgres ]]; then
    psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname postgres --set db="$POSTGRES_DB" <<<'CREATE DATABASE :"db";'
  fi
  run_scripts
  unset PGPASSWORD
  pg_ctl -D "$PGDATA" -m fast -w stop
}

[[ ${1:-} != -* ]] || set -- postgres "$@"
[[ ${1:-} == postgres ]] || exec "$@"

if [[ $(id -u) == 0 ]]; then
  give_to_postgres_user
  exec setpriv --reuid=postgres --regid=postgres --init-groups "${BASH_SOURCE[0]}" "$@"
fi

if [[ ! -s $PGDATA/PG_VERSION ]]; then
  from_file POSTGRES_USER
  from_file POSTGRES_PASSWORD
  from_file POSTGRES_DB
  : "${POSTGRES_USER:=postgres}" "${POSTGRES_HOST_AUTH_METHOD:=scram-sha-256}"
  : "${POSTGRES_DB:=$POSTGRES_USER}"
  [[ -n ${POSTGRES_PASSWORD:-} || $POSTGRES_HOST_AUTH_METHOD == trust ]] ||
    die "the database has no superuser password; set POSTGRES_PASSWORD (or POSTGRES_HOST_AUTH_METHOD=trust to go without)."
  init_cluster
  prepare_database "$@"
  echo "postgres image: the data directory is ready."
fi
exec "$@"
