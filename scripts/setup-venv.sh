#!/bin/sh
# Set up .venv from the locks: `setup-venv.sh runtime` to use Stancegraph, `dev` to work on it.
# Does nothing where .venv already holds what the locks ask for.
set -eu
cd "$(dirname "$0")/.."
. scripts/setup-common.sh

what=${1:-}
case $what in
    runtime) locks="requirements/build.txt requirements/runtime.txt" ;;
    dev) locks="requirements/dev.txt" ;;
    *) stop "'$what': no such set-up; say runtime or dev" ;;
esac
python=.venv/bin/python

# The checkout's own path counts too: a moved checkout needs its command written anew.
key=$({ pwd; cat requirements/*.txt pyproject.toml scripts/setup-venv.sh; } | cksum)
fresh() { [ -f ".venv/.set-up-$1" ] && [ "$(cat ".venv/.set-up-$1")" = "$key" ]; }

if "$python" -c '' 2>/dev/null; then
    fresh "$what" || { [ "$what" = runtime ] && fresh dev; } && exit 0
else
    base=${PYTHON:-python3}
    command -v "$base" >/dev/null 2>&1 ||
        stop "$base: not found; install Python 3.11 or newer, or say make PYTHON=/path/to/python"
    "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        stop "$base: $("$base" --version 2>&1) is too old or broken; Python 3.11 or newer is needed (make PYTHON=python3.12)"
    if ! "$base" -c 'import ensurepip, venv' 2>/dev/null; then
        install_debian python3-venv && "$base" -c 'import ensurepip, venv' 2>/dev/null ||
            stop "$base: it has no module venv; install it (on Debian and Ubuntu: apt-get install python3-venv)"
    fi
    say "making .venv with $("$base" --version 2>&1)"
    rm -rf .venv
    "$base" -m venv .venv
fi
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop ".venv: $("$python" --version) is too old; remove the folder and run make again"

say "installing what $locks asks for, a minute or two the first time"
rm -f .venv/.set-up-*
requirements=
for lock in $locks; do requirements="$requirements -r $lock"; done
# shellcheck disable=SC2086  # several words are meant
"$python" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes $requirements
"$python" -m pip install --quiet --no-input --disable-pip-version-check \
    --no-index --no-build-isolation --no-deps --editable .
printf '%s\n' "$key" >".venv/.set-up-$what"
