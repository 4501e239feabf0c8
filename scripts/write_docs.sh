#!/bin/sh
# Run every script that writes a part of docs/ from the code, in a fixed order.
set -eu

for script in scripts/make_docs.py scripts/docs_*.py; do
    [ -e "$script" ] || continue
    echo "$script"
    .venv/bin/python "$script"
done
.tools/bin/zpretty --inplace src/collective/tobaccooa/profiles/default/workflows/*/definition.xml
