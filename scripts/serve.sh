#!/bin/sh
# Start the instance in the background and wait until it answers; stop it again.
# `serve.sh start|stop`; OA_FOREGROUND=yes keeps the server in this terminal.
set -eu

port=${OA_PORT:-8080}
url=http://127.0.0.1:$port/oa
pidfile=.state/server.pid
log=var/log/instance-console.log

alive() {
    [ -s "$pidfile" ] && pid=$(cat "$pidfile") && kill -0 "$pid" 2>/dev/null \
        && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q "$PWD/"
}

answers() {
    .venv/bin/python - "$url" <<'PYTHON'
import sys
import urllib.request

try:
    urllib.request.urlopen(sys.argv[1], timeout=20).read(1)
except Exception:
    sys.exit(1)
PYTHON
}

port_is_free() {
    .venv/bin/python - "$port" <<'PYTHON'
import socket
import sys

with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(sys.argv[1])))
    except OSError:
        sys.exit(1)
PYTHON
}

welcome() {
    echo
    echo "The office system answers at  $url"
    if [ "$(cat var/site.mode 2>/dev/null)" = no ]; then
        echo "Sign in as admin with the password you gave in OA_ADMIN_PASSWORD."
    else
        echo "Demo accounts, password $OA_DEMO_PASSWORD unless another was set when the site was made:"
        echo "  city-finance-staff (drafter)   city-finance-head   city-director   city-leader"
        echo "  city-clerk   city-sealkeeper   unit01-clerk … unit12-clerk   city-admin"
        echo "  city-editor   city-approver   unit01-editor … unit12-approver (portals)"
        echo "Instance administrator: admin / admin (this machine only)."
    fi
    echo "Stop it with: make stop      Log: $log"
}

stop() {
    if ! alive; then
        rm -f "$pidfile"
        echo "No server of this folder is running."
        return
    fi
    kill "$pid"
    for second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        kill -0 "$pid" 2>/dev/null || { rm -f "$pidfile"; echo "Stopped."; return; }
        sleep 1
    done
    echo "The server (process $pid) does not stop; see $log." >&2
    exit 1
}

start() {
    mkdir -p var/log
    if alive; then
        if answers; then
            echo "The server is already running."
            welcome
            return
        fi
        echo "A server of this folder runs already (process $pid) but not on port $port. Run: make stop" >&2
        exit 1
    fi
    if ! port_is_free; then
        echo "Port $port is in use by another program. Choose another: OA_PORT=8090 make start" >&2
        exit 1
    fi
    [ "${OA_FOREGROUND:-no}" = no ] || { welcome; exec bin/instance fg; }
    echo "Starting the server …"
    setsid bin/instance console </dev/null >"$log" 2>&1 &
    echo $! >"$pidfile"
    waited=0
    until answers; do
        if ! alive; then
            tail -n 15 "$log" >&2
            if grep -q -i 'LockError' "$log"; then
                echo "The database is in use by another process of this folder (bin/instance or ZEO)." >&2
            fi
            echo "The server stopped at once; the whole output is in $log." >&2
            exit 1
        fi
        waited=$((waited + 1))
        if [ "$waited" -gt 120 ]; then
            echo "The server has not answered for two minutes; see $log." >&2
            exit 1
        fi
        sleep 1
    done
    welcome
}

case "${1:-start}" in
    start) start ;;
    stop) stop ;;
    *) echo "use: $0 start|stop" >&2; exit 2 ;;
esac
