#!/usr/bin/env bash
# Make .venv and install Desist in it; `make` calls this before every target.
#
#   tools/bootstrap.sh core   what Desist needs to run
#   tools/bootstrap.sh dev    that, and what its tests and checks need
#
# PYTHON=path       the Python to use instead of the newest of 3.11 to 3.13 found here
# VENV=folder       where to install instead of .venv
# WHEELHOUSE=folder install from wheels carried in, without a network (docs/install-offline.md)
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/system.sh

want=${1:?say core or dev}
venv=${VENV:-.venv}
lock=requirements/$want.lock
# Settings that a person keeps for other work would break an installation into a virtual environment.
unset PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX PIP_REQUIRE_HASHES
export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
if [ -n "${WHEELHOUSE:-}" ]; then
  [ -d "$WHEELHOUSE" ] || stop "There is no folder '$WHEELHOUSE' to install from: make one with 'make wheelhouse'."
  PIP_FIND_LINKS=$(realpath "$WHEELHOUSE") && export PIP_FIND_LINKS PIP_NO_INDEX=1
fi

fits() {  # a working Python of a supported version (a name on the path need not run)
  "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

has_pip_seed() {  # can make a virtual environment that has pip in it
  "$1" -c 'import venv, ensurepip' 2>/dev/null
}

choose_python() {  # the newest that fits; one that brings its own venv goes before one that does not
  local candidate first=""
  if [ -n "${PYTHON:-}" ]; then
    fits "$PYTHON" || stop "PYTHON=$PYTHON is not a Python from 3.11 to 3.13, and Desist needs one."
    echo "$PYTHON"
    return
  fi
  for candidate in python3.13 python3.12 python3.11 python3; do
    fits "$candidate" || continue
    first=${first:-$candidate}
    if has_pip_seed "$candidate"; then echo "$candidate"; return; fi
  done
  [ -n "$first" ] || stop "Desist needs Python 3.11, 3.12 or 3.13 and none is on this machine:" \
    "install one (on Debian or Ubuntu: apt-get install python3 python3-venv) or say PYTHON=path."
  echo "$first"
}

borrowed_pip() {  # a pip that runs from where it lies: this Python's own, Debian's wheel, or Debian's wheel fetched
  local python=$1 folder=build/pip-wheel wheel
  "$python" -c 'import os, pip; print(os.path.dirname(os.path.dirname(pip.__file__)))' 2>/dev/null && return
  for wheel in /usr/share/python-wheels/pip-*.whl; do [ -e "$wheel" ] && echo "$wheel" && return; done
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
  mkdir -p "$folder"
  # Fetching a package needs no administrator, and apt checks its signature.
  (cd "$folder" && apt-get download -qq python3-pip-whl && dpkg-deb -x python3-pip-whl_*.deb .) >/dev/null 2>&1 || return 1
  for wheel in "$PWD/$folder"/usr/share/python-wheels/pip-*.whl; do [ -e "$wheel" ] && echo "$wheel" && return; done
  return 1
}

make_venv() {
  local python=$1 version pip
  echo "Making $venv with $("$python" --version)" >&2
  rm -rf "$venv"
  if has_pip_seed "$python"; then "$python" -m venv "$venv"; return; fi
  version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
  if install_system "${version}-venv" || install_system python3-venv; then
    if has_pip_seed "$python"; then "$python" -m venv "$venv"; return; fi
  fi
  if pip=$(borrowed_pip "$python") && "$python" -m venv --without-pip "$venv" 2>/dev/null; then
    PYTHONPATH=$pip "$venv/bin/python" -m pip install -qq --ignore-installed -r requirements/build.lock
    return
  fi
  rm -rf "$venv"
  stop "This Python ($version) cannot make a virtual environment and nothing here may install what is missing:" \
    "ask an administrator to run 'apt-get install ${version}-venv' (or python3-venv), then run make again."
}

usable() {  # made here (a moved one has scripts that point to the old place), by a Python that fits, with pip
  grep -qs "^command = .* $(realpath "$venv")\$" "$venv/pyvenv.cfg" && fits "$venv/bin/python" \
    && "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

install() {
  "$venv/bin/python" -m pip install -qq "$@"
}

fingerprint() {  # changes when anything that was installed from would now be different
  { cat requirements/build.lock "$lock" pyproject.toml; pwd; "$venv/bin/python" --version; } | sha256sum | cut -d' ' -f1
}

mkdir -p build
exec 9> build/bootstrap.lock
flock 9  # two makes at once: the second waits, then finds everything done

if ! usable; then
  python=$(choose_python)
  make_venv "$python"
fi
stamp=$venv/desist-$want.stamp
if [ "$(cat "$stamp" 2>/dev/null)" != "$(fingerprint)" ]; then
  echo "Installing the Python packages of $lock in $venv (a minute or two)" >&2
  rm -f "$stamp"
  # PySpark and autograd-gamma come as source only: they too are built by the setuptools of build.lock.
  { install --require-hashes -r requirements/build.lock \
    && install --require-hashes --no-build-isolation -r "$lock" \
    && install --no-deps --no-build-isolation --editable .; } \
    || stop "The Python packages could not be installed; pip says above why." \
      "Without a network, see docs/install-offline.md."
  fingerprint > "$stamp"
  # The core is a part of dev, at the same versions (a house test sees to that).
  if [ "$want" = dev ]; then lock=requirements/core.lock && fingerprint > "$venv/desist-core.stamp"; fi
fi
