#!/usr/bin/env bash
# Writes everything that a PostgreSQL database of loop-ctl holds into one file, while servers run: backup.sh [--force] FILE
#
# Which database is said as to all programs of PostgreSQL: PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD or ~/.pgpass. The user must be a superuser or
# have BYPASSRLS: the policies between tenants hold all others back.
set -euo pipefail
umask 077

force=no
if [ "${1-}" = --force ]; then
  force=yes
  shift
fi
if [ $# -ne 1 ]; then
  echo "Usage: backup.sh [--force] FILE" >&2
  exit 2
fi
file=$1
if [ -e "$file" ] && [ "$force" = no ]; then
  echo "There is a $file already; --force replaces it." >&2
  exit 1
fi

# A backup that broke off never stands where a whole one is looked for.
part=$file.part
trap 'rm -f "$part"' EXIT
pg_dump --format=custom --file="$part"
pg_restore --list "$part" >/dev/null
mv "$part" "$file"
echo "Written: $file"
