# Runs one PostgreSQL and outlives the test run: when its stdin ends, however the run ended, it stops the server and removes the folder.
# guard.sh <home> <binaries> <port>; a first line on stdin says that home and binaries are ready, and holds the locale flags of initdb.
home=$1 binaries=$2 port=$3

run() {
  # SIGTERM ends a program that has no handlers yet, SIGINT makes a running server drop its clients and end.
  trap 'kill -TERM $!; kill -INT $!; wait $!; exit' TERM
  "$binaries/initdb" --pgdata "$home/data" --username postgres --pwfile "$home/password" --auth scram-sha-256 \
    --encoding UTF8 --no-sync --no-instructions $locale >/dev/null &
  wait $! || exit
  "$binaries/postgres" -D "$home/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c max_connections=300 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c log_min_messages=log &
  wait $!
}

if read -r locale; then
  run &
  # Only the server holds the error stream now, so its end tells the run that the server is gone.
  exec 2>/dev/null
  read -r over
  kill -TERM $!
  wait $!
fi
rm -rf "$home"
