#!/bin/sh
# Build the wheel, install it outside the checkout, and run the tests against it there.
# Further arguments go to pytest. Needs .venv with the development lock.
set -eu
cd "$(dirname "$0")/.."
. scripts/setup-common.sh

# The physical path: a test may compare it with a resolved one.
work=$(cd "$(mktemp -d "${TMPDIR:-/tmp}/stancegraph-wheel.XXXXXX")" && pwd -P)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

.venv/bin/python -m hatchling build -t wheel -d "$work/dist" >&2
.venv/bin/python -m venv "$work/venv"
python=$work/venv/bin/python
"$python" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes -r requirements/dev.txt
"$python" -m pip install --quiet --no-input --disable-pip-version-check --no-index --no-deps "$work"/dist/*.whl

# The tests read the repository's files (queries, data, documents), but never its package.
mkdir "$work/tree"
tar -cf - --exclude=./graph --exclude=./.git --exclude=./.venv --exclude=./build --exclude=./dist \
    --exclude='./.*_cache' --exclude=./.hypothesis --exclude=__pycache__ . | tar -xf - -C "$work/tree"
cd "$work/tree"

home=$("$python" -P -c 'import graph; print(graph.__file__)')
case $home in
    "$work"/venv/lib/*/site-packages/graph/__init__.py) say "testing $home" ;;
    *) stop "$home: not the installed wheel; the wheel test must not import the checkout" ;;
esac
PATH=$work/venv/bin:$PATH
export PATH
# What a wheel can lack is files, and what it can have wrong is where it looks for them. Browsers,
# servers, edits, measures and the documents' commands are tried once, in the checkout: the code is
# the same.
set -- --ignore=tests/store --ignore=tests/tables --ignore=tests/quotes --ignore=tests/docs \
    --ignore=tests/view --ignore=tests/benchmarks --ignore=tests/editing \
    --ignore=tests/setup --ignore=tests/measures --ignore=tests/analysis "$@"
"$python" -P -m pytest -n auto --dist worksteal -m "not reasoner and not virtuoso" --doctest-modules -p no:cacheprovider --pyargs ./tests graph "$@"
