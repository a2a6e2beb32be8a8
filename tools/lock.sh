#!/usr/bin/env bash
# Freeze the dependencies: write requirements/*.lock from pyproject.toml, every file with its hash.
# One lock serves Python 3.11 to 3.13 on every machine type; `make lock` calls this.
set -euo pipefail
cd "$(dirname "$0")/.."

# Only the public index may feed a lock: a wheel from a local folder has another hash, and nobody else has it.
export UV_NO_CONFIG=1
for setting in $(env | sed -n 's/^\(UV_[A-Z_]*\(INDEX\|FIND_LINKS\)[A-Z_]*\)=.*/\1/p'); do unset "$setting"; done

freeze() {  # freeze LOCK ARGUMENTS…: resolve once for all supported versions, then put our own header above
  local lock=$1
  shift
  # Start from the versions that are frozen now, so that only what must change does.
  if [ -f "$lock" ]; then grep -v '^--' "$lock" > "$lock.new"; fi
  "${VENV:-.venv}/bin/uv" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
    --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
    ${UPGRADE:+--upgrade} --output-file "$lock.new" "$@"
  {
    echo "# Frozen by 'make lock' ('make lock UPGRADE=1' takes newer versions); do not edit by hand."
    echo "--require-hashes"
    cat "$lock.new"
  } > "$lock"
  rm -f "$lock.new"
}

freeze requirements/build.lock requirements/build.in
freeze requirements/core.lock pyproject.toml
freeze requirements/dev.lock --extra dev --constraint requirements/core.lock pyproject.toml
wc -l requirements/*.lock
