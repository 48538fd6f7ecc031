#!/usr/bin/env bash
# Makes a certificate that nobody but you vouches for, enough to try things out: certificate.sh [--force] [NAME]
#
# NAME is how the server is called, localhost unless said. Writes certs/selfsigned.key and certs/selfsigned.crt beside this script.
set -euo pipefail
umask 077

force=no
if [ "${1-}" = --force ]; then
  force=yes
  shift
fi
name=${1-localhost}
case $name in *[!A-Za-z0-9.-]* | '' | -*)
  echo "A name has letters, digits, dots and hyphens." >&2
  exit 2
  ;;
esac

certs=$(dirname "$0")/certs
if [ -e "$certs/selfsigned.key" ] && [ "$force" = no ]; then
  echo "There is a certificate in $certs already; --force replaces it." >&2
  exit 1
fi

mkdir -p "$certs"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj "/CN=$name" \
  -addext "subjectAltName=DNS:$name,DNS:localhost,IP:127.0.0.1" \
  -keyout "$certs/selfsigned.key" -out "$certs/selfsigned.crt" 2>/dev/null
echo "Written for $name, valid for a year: $certs/selfsigned.crt"
