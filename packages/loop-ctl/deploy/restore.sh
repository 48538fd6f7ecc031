#!/usr/bin/env bash
# Brings back what backup.sh wrote, all of it or nothing: restore.sh [--force] FILE
#
# Stop the servers first. Which database is said as to all programs of PostgreSQL, and the login that the servers use must be there. A database that
# holds anything is left alone; --force takes away all that is in it.
set -euo pipefail
umask 077

force=no
if [ "${1-}" = --force ]; then
  force=yes
  shift
fi
if [ $# -ne 1 ]; then
  echo "Usage: restore.sh [--force] FILE" >&2
  exit 2
fi
file=$1
pg_restore --list "$file" >/dev/null

query() {
  psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$@"
}
foreign="nspname !~ '^pg_' and nspname <> 'information_schema'"

filled=$(query --command "select exists (select from pg_class join pg_namespace n on n.oid = relnamespace where $foreign and relkind in ('r', 'p'))")
if [ "$filled" = t ] && [ "$force" = no ]; then
  echo "The database holds something already; --force takes it away for what is in $file." >&2
  exit 1
fi

# As a text first: a file that breaks off must not look like one that has ended.
statements=$(mktemp)
trap 'rm -f "$statements"' EXIT
# Rights are given again by the server when it starts, to the role that it is started with.
pg_restore --no-privileges --file="$statements" "$file"

query --single-transaction --command "set client_min_messages = warning" --command "
  do \$\$
  declare name text;
  begin
    for name in select nspname from pg_namespace where $foreign loop
      execute format('drop schema %I cascade', name);
    end loop;
    execute 'create schema public authorization pg_database_owner';
    execute 'grant usage on schema public to public';
  end
  \$\$" --file "$statements" >/dev/null
echo "Restored: $file"
