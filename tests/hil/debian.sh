# shellcheck shell=bash
# Sourced by what prepares a lane: packages of Debian's, fetched only where they are missing.

# The lists are fetched first: on a machine that was only just made they are empty, on an old one stale.
install_missing() {
    local package missing=()
    for package in "$@"; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    step "installed ${missing[*]}"
}
