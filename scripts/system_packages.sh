#!/bin/sh
# Install the Debian packages that are missing: `system_packages.sh run|test|bench|python`.
# Uses apt when it may; otherwise prints the one line to run and leaves with status 3.
# On another system it only says which programs are wanted.
set -eu

RUN="qpdf graphicsmagick ghostscript poppler-utils tesseract-ocr tesseract-ocr-chi-sim
 fonts-noto-cjk libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui"
TEST="chromium maint-guide-zh-cn varnish nginx-light libnginx-mod-http-cache-purge"
BENCH="chromium varnish wrk postgresql"
PYTHON="python3 python3-venv ca-certificates"

case "${1:-run}" in
    run) wanted=$RUN ;;
    test) wanted="$RUN $TEST" ;;
    bench) wanted="$RUN $BENCH" ;;
    python) wanted=$PYTHON ;;
    *) echo "use: $0 run|test|bench|python" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is not a Debian system: please install the programs that these Debian packages bring:"
    echo $wanted
    exit 0
fi

missing=
for package in $wanted; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

line="apt-get update && apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    sudo=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo="sudo -n"
elif [ "$1" = python ]; then
    echo "Python 3 with venv is missing and this user may not install it. Please run as root, then" >&2
    echo "the same command again (this installs everything else that is wanted as well):" >&2
    echo "    $line $(echo $RUN)" >&2
    exit 3
else
    echo "Some system packages are missing and this user may not install them. Until somebody" >&2
    echo "runs this line as root, attachments are stored but not shown as pages:" >&2
    echo "    $line" >&2
    exit 3
fi

mkdir -p .state
log=.state/apt.log
# apt itself waits for dpkg's lock, but not for the lock of the package lists
exec 9>.state/apt.lock
flock 9 2>/dev/null || true
export DEBIAN_FRONTEND=noninteractive
options="-y --no-install-recommends -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3"

update_lists() {
    waited=0
    until $sudo apt-get $options update; do
        [ "$waited" -lt 60 ] || return 0
        waited=$((waited + 5))
        sleep 5
    done
}

echo "Installing system packages:$missing"
{ update_lists && $sudo apt-get $options install $missing; } >"$log" 2>&1 || {
    tail -n 5 "$log" >&2
    echo "The system packages could not be installed (see $log). As root:" >&2
    echo "    $line" >&2
    exit 3
}
