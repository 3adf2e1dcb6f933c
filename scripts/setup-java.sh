#!/bin/sh
# Make sure of a Java runtime; install Debian's where this can be done without asking.
set -eu
. "$(dirname "$0")/setup-common.sh"

# macOS has a java that only says how to get one, so ask it for its version.
java -version >/dev/null 2>&1 || { install_debian default-jre-headless && java -version >/dev/null 2>&1; } ||
    stop "no Java runtime found, which the reasoner needs; install one (on Debian: apt-get install default-jre-headless)"
