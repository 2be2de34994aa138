# Set-up steps shared by scripts/up, test and check. Each is idempotent, quick when nothing changed, and says what it does.
# Sourced, not run; sets ROOT and PATH.

ROOT=$(cd "$(dirname "$0")/.." && pwd)
cd "$ROOT"
export PATH="$ROOT/.venv/bin:$ROOT/.tools/bin:$PATH"
umask 022

say() { printf '\033[2m· %s\033[0m\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else die "root is needed once, to install packages: $* — run it as root, or install sudo"; fi
}

# packages GROUP…: install what scripts/packages.d/GROUP lists and the machine lacks.
# `package@command` is needed only where there is no such command yet: it may have come from elsewhere.
packages() {
    missing=""
    for group in "$@"; do
        for name in $(sed 's/#.*//' "scripts/packages.d/$group"); do
            case $name in *@*) command -v "${name#*@}" >/dev/null && continue; name=${name%@*} ;; esac
            case "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" in
                installed) ;;
                *) missing="$missing $name" ;;
            esac
        done
    done
    [ -z "$missing" ] && return
    say "installing Debian packages:$missing"
    log=$(mktemp)
    as_root apt-get update -qq >"$log" 2>&1 || true
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >"$log" 2>&1 \
        || { tail -n 20 "$log" >&2; die "apt-get could not install:$missing"; }
    rm -f "$log"
}

# python_environment: .venv with exactly what requirements.lock names, made by uv.
python_environment() {
    if ! command -v uv >/dev/null; then
        say "installing uv into .tools"
        python3 -m venv .tools
        .tools/bin/pip install --quiet --disable-pip-version-check uv
    fi
    stamp=.venv/.ingle-stamp
    wanted=$(cat requirements.lock pyproject.toml | sha256sum)
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
    say "making the Python environment (.venv)"
    [ -x .venv/bin/python ] || uv venv --quiet --python /usr/bin/python3 .venv
    uv pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock
    uv pip install --quiet --python .venv/bin/python --no-deps --editable .
    printf '%s' "$wanted" >"$stamp"
}

# everything that Ingle needs to run
set_up() {
    packages core images guest desktop
    python_environment
    scripts/build-guest
    scripts/fetch-kernel
    scripts/build-desktop
}
