#!/bin/sh
# Every check that needs no site. All of them run, the failed ones are named at the end.
set -u

sources="src tests scripts setup.py"
[ -d bench ] && sources="$sources bench"
failed=

step() {
    title=$1
    shift
    printf '%-28s' "$title"
    if output=$("$@" 2>&1); then
        echo "ok"
    else
        echo "FAILED"
        echo "$output" | sed 's/^/    /'
        failed="$failed, $title"
    fi
}

markup() {
    find src \( -name '*.zcml' -o -name '*.pt' -o -name '*.xml' \) -print0 \
        | xargs -0 .tools/bin/zpretty --check
}

layers() {
    PYTHONPATH=src .tools/bin/lint-imports --config pyproject.toml --no-cache
}

news() {
    for file in news/*.md; do
        [ -e "$file" ] || continue
        case "$file" in
            *.breaking.md|*.feature.md|*.bugfix.md|*.internal.md|*.documentation.md|*.tests.md) ;;
            *) echo "$file: the kind must be one of those in pyproject.toml"; return 1 ;;
        esac
    done
}

step "ruff (lint)" .tools/bin/ruff check --quiet $sources
step "ruff (format)" .tools/bin/ruff format --check --quiet $sources
step "zpretty (ZCML, XML, PT)" markup
step "import-linter (layers)" layers
step "mypy (pure modules)" .venv/bin/mypy --no-error-summary
step "translations" .venv/bin/python scripts/locales.py --check
step "codespell" .tools/bin/codespell src tests scripts docs README.md CONTRIBUTING.md
step "news fragments" news

if [ -n "$failed" ]; then
    echo "make check failed: ${failed#, }" >&2
    exit 1
fi
