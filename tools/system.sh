# Programs that are not Python packages. Sourced by bootstrap.sh; run with 'bash tools/system.sh tests' it
# sees to what the tests use: a browser, the PDF tools, Node.js for axe-core, and Java for Spark.

stop() {  # one plain sentence, no trace
  echo "$*" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

install_system() {  # install_system PACKAGE…: by apt, where that is allowed; says nothing when it is not
  [ -z "${WHEELHOUSE:-}" ] && command -v apt-get >/dev/null && as_root true || return 1
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
  echo "Installing the system package(s) $*" >&2
  as_root "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null 2>&1 9>&- && return
  # A fresh machine has no package lists yet, or old ones.
  as_root "${apt[@]}" update >/dev/null 2>&1 9>&-
  as_root "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null 2>&1 9>&-
}

browser() {  # a Chromium that runs (on Ubuntu 'chromium-browser' may be a stub that asks for snap)
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable "$(playwright_browser)"; do
    if "$name" --version >/dev/null 2>&1; then command -v "$name"; return; fi
  done
  return 1
}

playwright_browser() {  # where Playwright keeps its own, whether or not it is there
  "${VENV:-.venv}/bin/python" 2>/dev/null <<'PYTHON' || echo none
from playwright.sync_api import sync_playwright
with sync_playwright() as play:
    print(play.chromium.executable_path)
PYTHON
}

install_browser() {  # Debian's package; where there is none, as on Ubuntu, Playwright's own
  local playwright="${VENV:-.venv}/bin/playwright"
  install_system chromium && browser >/dev/null && return
  if as_root true; then as_root "$playwright" install-deps chromium >/dev/null 2>&1 9>&-; fi
  "$playwright" install chromium >/dev/null 2>&1 && browser >/dev/null
}

need() {  # need COMMAND PACKAGE: one sentence when it is neither here nor to be had
  command -v "$1" >/dev/null || install_system "$2" && command -v "$1" >/dev/null || missing+=" $2"
}

java_for_spark() {  # Spark needs Java 17 or later; Debian 12 has 17, Debian 13 and Ubuntu have 21
  local package
  command -v java >/dev/null && return
  for package in openjdk-21-jre-headless openjdk-17-jre-headless; do install_system "$package" && return; done
  return 1
}

system_for_tests() {
  local missing=""
  need pdftoppm poppler-utils
  need node nodejs
  need npm npm
  browser >/dev/null || install_browser || missing+=" chromium"
  java_for_spark || missing+=" default-jre-headless"
  [ -z "$missing" ] || stop "The tests need$missing, and nothing here may install them: ask an administrator to run" \
    "'apt-get install$missing', or run '${VENV:-.venv}/bin/pytest' for the tests that do without."
  # axe-core, the accessibility checker, at the version and hash of package-lock.json.
  if [ -f package-lock.json ] && ! cmp -s package-lock.json node_modules/.desist-lock; then
    npm ci --silent --no-fund --no-audit || stop "axe-core could not be installed; run 'npm ci' to see why."
    cp package-lock.json node_modules/.desist-lock
  fi
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -euo pipefail
  cd "$(dirname "$0")/.."
  case "${1:-}" in
    tests) system_for_tests ;;
    browser) browser ;;
    *) stop "Say 'bash tools/system.sh tests' or 'bash tools/system.sh browser'." ;;
  esac
fi
