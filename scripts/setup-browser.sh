#!/bin/sh
# Print the path of a Chromium or Chrome; install Debian's where this can be done without asking.
set -eu
. "$(dirname "$0")/setup-common.sh"

find_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return 0
    done
    for path in \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "${HOME:-}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        [ -x "$path" ] && printf '%s\n' "$path" && return 0
    done
    return 1
}

find_browser || { install_debian chromium && find_browser; } ||
    stop "no Chromium or Chrome found, which the tests of the network page need; install one (on Debian: apt-get install chromium)"
