#!/bin/sh
# Makes the tables of this version, or brings them up to date, and says how the database is. A server does the same when it starts.
exec node /app/dist/bin.js doctor
