#!/bin/sh
# Make sure of a Virtuoso server and its SQL client; install Debian's where this can be done without asking.
set -eu
. "$(dirname "$0")/setup-common.sh"

have_virtuoso() {
    command -v virtuoso-t >/dev/null 2>&1 && { command -v isql-vt || command -v isql; } >/dev/null 2>&1
}

have_virtuoso || { install_debian virtuoso-opensource-7-bin && have_virtuoso; } ||
    stop "no Virtuoso found, which these tests need; install one (on Debian: apt-get install virtuoso-opensource-7-bin)"
