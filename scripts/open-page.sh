#!/bin/sh
# Say where a page lies; open it where there is a screen and a person in front of it.
set -eu
page=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
printf 'The network page: %s\n' "$page"
[ -z "${CI:-}" ] || exit 0
if [ "$(uname)" = Darwin ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    "$(dirname "$0")/../.venv/bin/python" -c \
        'import pathlib, sys, webbrowser; webbrowser.open(pathlib.Path(sys.argv[1]).as_uri())' "$page" ||
        printf 'It did not open by itself: open it in any browser.\n'
else
    printf 'Open it in any browser; it needs no network.\n'
fi
