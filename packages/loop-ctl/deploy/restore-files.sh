#!/usr/bin/env bash
# Brings back what backup-files.sh wrote: restore-files.sh [--force] FILE DATABASE
#
# End all servers first. What is at DATABASE already is left alone; --force puts it aside, beside it under a name with .before.
set -euo pipefail
umask 077

force=no
if [ "${1-}" = --force ]; then
  force=yes
  shift
fi
if [ $# -ne 2 ]; then
  echo "Usage: restore-files.sh [--force] FILE DATABASE" >&2
  exit 2
fi
file=$1 database=$2
base=${database%.*}
if { [ -e "$database" ] || [ -e "$base.directory.db" ] || [ -e "$base.tenants" ]; } && [ "$force" = no ]; then
  echo "There is a $database already; --force puts it aside." >&2
  exit 1
fi

mkdir -p "$(dirname "$database")"
# On the same disk, so that each file is moved whole.
folder=$(mktemp -d "$base.XXXXXX")
trap 'rm -rf "$folder"' EXIT
tar -C "$folder" -xzf "$file"
if [ "$(sqlite3 "$folder/main.db" 'pragma quick_check')" != ok ]; then
  echo "What is in $file is damaged; nothing was changed." >&2
  exit 1
fi

before=$base.before-$(date -u +%Y%m%dT%H%M%SZ)
for old in "$database" "$database-wal" "$database-shm" "$base.directory.db" "$base.directory.db-wal" "$base.directory.db-shm" "$base.tenants"; do
  if [ -e "$old" ]; then
    mkdir -p "$before"
    mv "$old" "$before/"
  fi
done
mv "$folder/main.db" "$database"
if [ -f "$folder/directory.db" ]; then mv "$folder/directory.db" "$base.directory.db"; fi
mv "$folder/tenants" "$base.tenants"
echo "Restored: $database"
