#!/bin/sh
# Make one of the Python environments: `environment.sh runtime|tools|bench [python]`.
# uv installs the lock, without dependency resolution, so nothing but the pins can get in.
set -eu

kind=$1
python=${2:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' 2>/dev/null; then
    echo "Python 3.11 or newer is needed ('$python' is not). Use: make PYTHON=/path/to/python3.11 …" >&2
    exit 1
fi

case "$kind" in
    runtime)
        # --clear: an interrupted environment is made anew
        [ -x .venv/bin/pip ] || "$python" -m venv --clear .venv
        echo "Installing the Python packages of the lock …"
        .venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/bootstrap.txt
        .venv/bin/uv pip install --quiet --no-deps --python .venv/bin/python -r requirements/runtime.txt
        .venv/bin/uv pip install --quiet --no-deps --no-build-isolation --python .venv/bin/python -e .
        ;;
    tools)
        [ -x .tools/bin/python ] || "$python" -m venv --clear --without-pip .tools
        .venv/bin/uv pip install --quiet --no-deps --python .tools/bin/python -r requirements/tools.txt
        ;;
    bench)
        # a folder beside the environment, which has nothing but what runs in production
        .venv/bin/uv pip install --quiet --no-deps --python .venv/bin/python --target .state/bench \
            -r requirements/bench.txt
        ;;
esac
