#!/usr/bin/env bash
# Collect every package that Desist installs, and Desist itself, in one folder to carry to a machine
# without internet. The folder fits machines with this Python version and this type of processor.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${VENV:-.venv}/bin/python
folder=${WHEELS:-wheelhouse}
export PIP_DISABLE_PIP_VERSION_CHECK=1

rm -rf "$folder" build/lib build/bdist.*  # setuptools would ship what an earlier build left behind
mkdir -p "$folder" build
for lock in build core; do
  "$python" -m pip download -qq --only-binary :all: --require-hashes --dest "$folder" -r "requirements/$lock.lock"
done
"$python" -m pip wheel -qq --no-deps --no-build-isolation --wheel-dir "$folder" .
(cd "$folder" && sha256sum -- *.whl > SHA256SUMS)
echo "$(ls "$folder" | grep -c '\.whl$') packages, $(du -sh "$folder" | cut -f1), are in $folder/ for $("$python" --version)."
echo "Carry it over beside this repository and run: make demo WHEELHOUSE=$folder"
