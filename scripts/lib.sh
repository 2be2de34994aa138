# Set-up steps shared by scripts/up, test and check. Each is idempotent, quick when nothing changed, and says what it does;
# with nothing to do none of them needs the network or root.
# Sourced, not run; sets ROOT and PATH.

ROOT=$(cd "$(dirname "$0")/.." && pwd)
cd "$ROOT"
export PATH="$ROOT/.venv/bin:$ROOT/.tools/bin:$PATH:/usr/sbin:/sbin"
umask 022
# Where this is set, every daemon and every worker of the tests would compile all that it imports again, for seconds.
unset PYTHONDONTWRITEBYTECODE

if [ -t 2 ]; then dim=$(printf "\033[2m") plain=$(printf "\033[0m"); else dim="" plain=""; fi
say() { printf '%s· %s%s\n' "$dim" "$*" "$plain" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# quietly WHAT COMMAND…: run it with its output in a file; say every ten seconds how far it is, and show the end if it fails.
quietly() {
    say "$1"
    shift
    log=$(mktemp)
    (while sleep 10 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do say "  … $(tail -n 1 "$log" | cut -c 1-100)"; done) &
    ticker=$!
    status=0
    "$@" >"$log" 2>&1 || status=$?
    kill "$ticker"
    wait "$ticker" 2>/dev/null || true
    [ "$status" = 0 ] || tail -n 20 "$log" >&2
    rm -f "$log"
    return "$status"
}

# as_root COMMAND…: through sudo, which asks for the password where it must. Where that cannot be, say what to type.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    else may_become_root "$*" && sudo "$@"; fi
}

may_become_root() {
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -v; } || die "only root can do this, once. As root, type:

  $1

and then run $0 again."
}

# packages GROUP…: install what scripts/packages.d/GROUP lists and the machine lacks.
# `package@command` is needed only where there is no such command yet: it may have come from elsewhere.
packages() {
    missing=""
    for group in "$@"; do
        for name in $(sed 's/#.*//' "scripts/packages.d/$group"); do
            case $name in *@*) command -v "${name#*@}" >/dev/null && continue; name=${name%@*} ;; esac
            case " $missing " in *" $name "*) continue ;; esac
            case "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" in
                installed) ;;
                *) missing="$missing $name" ;;
            esac
        done
    done
    [ -z "$missing" ] && return
    install="apt-get install --yes --no-install-recommends$missing"
    may_become_root "apt-get update && $install"
    quietly "reading the package lists" as_root apt-get update || say "going on with the package lists that are here"
    # The lock: an upgrade in the background, as after the first boot of a server, holds it for a while.
    # shellcheck disable=SC2086
    quietly "installing Debian packages:$missing" as_root env DEBIAN_FRONTEND=noninteractive $install -o DPkg::Lock::Timeout=600 || die "apt-get could not install them"
}

# have_uv: in .tools where this machine has none.
have_uv() {
    uv --version >/dev/null 2>&1 && return
    rm -rf .tools
    /usr/bin/python3 -m venv .tools
    quietly "installing uv into .tools" .tools/bin/pip install --disable-pip-version-check uv \
        || die "uv could not be installed; is the network there?"
}

# python_environment: .venv with exactly what requirements.lock names, made by uv. A tree that was moved gets a new one.
python_environment() {
    stamp=.venv/.ingle-stamp
    wanted="$(cat requirements.lock pyproject.toml | sha256sum | cut -c 1-64) $ROOT"
    had=$(cat "$stamp" 2>/dev/null || true)
    [ -x .venv/bin/python ] && [ "$had" = "$wanted" ] && return
    have_uv
    [ -x .venv/bin/python ] && [ "${had#* }" = "$ROOT" ] || uv venv --quiet --clear --python /usr/bin/python3 .venv
    quietly "making the Python environment (.venv)" uv pip sync --compile-bytecode --python .venv/bin/python --require-hashes requirements.lock \
        || die "the Python packages could not be installed; is the network there?"
    quietly "installing Ingle into it, as it is here" uv pip install --python .venv/bin/python --no-deps --editable . \
        || die "Ingle could not be installed into .venv"
    printf '%s' "$wanted" >"$stamp"
}

# test_servers: into .tools/servers what requirements-servers.lock names: servers that tests start and that nothing else needs.
test_servers() {
    stamp=.tools/servers/.ingle-stamp
    wanted="$(sha256sum <requirements-servers.lock) $ROOT"
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
    have_uv
    rm -rf .tools/servers
    quietly "installing servers for tests (.tools/servers)" uv pip install --target .tools/servers --require-hashes -r requirements-servers.lock \
        || die "the servers for tests could not be installed; is the network there?"
    printf '%s' "$wanted" >"$stamp"
}

# set_up GROUP…: everything that Ingle needs to run, and these packages.
set_up() {
    packages core images guest desktop "$@"
    python_environment
    scripts/build-guest
    scripts/fetch-kernel
    scripts/build-desktop
}
