#!/usr/bin/env bash
# Writes the SQLite files of a loop-ctl without a database server into one archive, while servers run: backup-files.sh [--force] DATABASE FILE
#
# DATABASE is the file that LOOP_DB_PATH names, ~/.loop/data/loop.db unless you chose another. Needs the command sqlite3.
set -euo pipefail
umask 077

force=no
if [ "${1-}" = --force ]; then
  force=yes
  shift
fi
if [ $# -ne 2 ]; then
  echo "Usage: backup-files.sh [--force] DATABASE FILE" >&2
  exit 2
fi
database=$1 file=$2
if [ ! -f "$database" ]; then
  echo "There is no $database." >&2
  exit 1
fi
if [ -e "$file" ] && [ "$force" = no ]; then
  echo "There is a $file already; --force replaces it." >&2
  exit 1
fi

folder=$(mktemp -d)
part=$file.part
trap 'rm -rf "$folder" "$part"' EXIT

# Not a plain copy: the newest rows are in the log beside the file.
copy() {
  if [ -f "$1" ]; then sqlite3 -cmd '.timeout 30000' "$1" "vacuum into '$folder/$2'"; fi
}
base=${database%.*}
copy "$database" main.db
copy "$base.directory.db" directory.db
mkdir "$folder/tenants"
for tenant in "$base.tenants"/*.db; do
  copy "$tenant" "tenants/${tenant##*/}"
done

tar -C "$folder" -czf "$part" .
mv "$part" "$file"
echo "Written: $file"
