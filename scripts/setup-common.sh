# Read by the other scripts here: how they speak, stop, and install a system package.

say() { printf '%s\n' "$*" >&2; }

stop() {
    printf 'setup: %s\n' "$*" >&2
    exit 1
}

# Install a Debian package where this is possible without asking; fail otherwise.
install_debian() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    say "installing Debian's $1"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    # A mirror that lacks one index still serves the rest: the install itself decides.
    apt-get update -q >&2 </dev/null || say "apt-get update failed; trying with the lists at hand"
    apt-get install -q -y --no-install-recommends "$1" >&2 </dev/null
}
