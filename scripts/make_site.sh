#!/bin/sh
# Create the site in var/ unless it is there; says clearly when it can't.
set -eu

demo=${OA_DEMO:-yes}
OA_ADMIN_PASSWORD=${OA_ADMIN_PASSWORD:-}
mode=var/site.mode
present() { [ -s "$mode" ] && [ -s var/filestorage/Data.fs ]; }

if present; then
    if [ "$demo" = no ] && [ "$(cat "$mode")" != no ]; then
        echo "OA_DEMO=no is for a new folder: this one holds a demo site. Use a fresh checkout, or move" >&2
        echo "var/ away and run the command again." >&2
        exit 1
    fi
    exit 0
fi
if [ "$demo" = no ] && [ "${#OA_ADMIN_PASSWORD}" -lt 10 ]; then
    echo "OA_DEMO=no makes an empty site for real use: set OA_ADMIN_PASSWORD to a password of at" >&2
    echo "least 10 characters, for example: OA_DEMO=no OA_ADMIN_PASSWORD='…' make start" >&2
    exit 1
fi
# buildout made these folders; somebody may have moved var/ away since
mkdir -p .state var/filestorage var/blobstorage var/log var/cache var/instance var/client1 \
    var/client2 var/worker var/zeoserver 2>/dev/null || true
if [ ! -w var/filestorage ]; then
    echo "The folder var/filestorage can't be written by $(id -un). Give it to this user and try again." >&2
    exit 1
fi

log=.state/site.log
echo "Creating the site (demo: $demo) …"
if ! bin/instance run scripts/site.py >"$log" 2>&1; then
    if grep -q -i 'LockError\|lock file' "$log"; then
        echo "The database is in use by a running server. Stop it first: make stop" >&2
    else
        tail -n 25 "$log" >&2
        echo "The site could not be created; the whole output is in $log." >&2
    fi
    exit 1
fi
grep -a '^The site' "$log"
echo "$demo" >"$mode"
