#!/bin/sh
# Write bin/ and parts/ from the packages that .venv already holds; nothing is downloaded.
set -eu

port=${OA_PORT:-8080}
case "$port" in
    *[!0-9]*|'') echo "OA_PORT must be a number, not '$port'." >&2; exit 1 ;;
esac
if [ "$port" -lt 1024 ] || [ "$port" -gt 65000 ]; then
    echo "OA_PORT must lie between 1024 and 65000, not $port." >&2
    exit 1
fi

log=.state/buildout.log
echo "Writing the start scripts (buildout) …"
if ! .venv/bin/buildout -N \
    "settings:port=$port" \
    "settings:client1-port=$((port + 1))" \
    "settings:client2-port=$((port + 2))" \
    "settings:worker-port=$((port + 3))" \
    "settings:zeo-port=$((port + 4))" \
    "settings:initial-password=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')" \
    >"$log" 2>&1
then
    tail -n 20 "$log" >&2
    echo "Buildout failed; the whole output is in $log." >&2
    exit 1
fi

foreign=$(find eggs -mindepth 1 -name '*.dist-info' -o -mindepth 1 -name '*.egg*' | head -n 5)
if [ -n "$foreign" ]; then
    echo "$foreign" >&2
    echo "Buildout downloaded packages: versions.cfg and requirements/runtime.txt differ. Run: make lock" >&2
    exit 1
fi
