#!/bin/sh
# A replay on a disk that is too small, at several sizes: it ends with one line and status 1, nothing stands under the
# run's final name, and once there is room it goes on to the bytes of a run that had room all along.
#
#   Tools/full_disk.sh OFFRAMP [SCENARIO]
#
# The disk is a tmpfs in a name space of its own; skipped with a message where the system allows none.
set -eu
offramp=$1 scenario=${2:-Configs/demo.yaml}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
if ! unshare -rm sh -c "mount -t tmpfs none '$place'" 2>/dev/null; then
  echo "full_disk: no tmpfs in a name space here, skipped"
  exit 0
fi
options="--controllers dto-ee-curvature,uniform --hop-log --progress none --format csv"
# shellcheck disable=SC2086
"$offramp" replay "$scenario" $options --output "$place/reference" >/dev/null
mkdir "$place/disk"
for size in 40k 100k 300k 700k 1200k; do
  export offramp scenario options place size
  unshare -rm sh -euc '
    mount -t tmpfs -o size=$size none "$place/disk"
    status=0
    said=$("$offramp" replay "$scenario" $options --checkpoint-every 5 --output "$place/disk/run" 2>&1 >/dev/null) || status=$?
    [ "$status" = 1 ] || { echo "status $status on $size: $said" >&2; exit 1; }
    [ "$(printf "%s\n" "$said" | wc -l)" = 1 ] || { echo "not one line: $said" >&2; exit 1; }
    [ ! -e "$place/disk/run" ] || { echo "a run on a full disk of $size" >&2; exit 1; }
    mount -o remount,size=64m "$place/disk"
    "$offramp" replay "$scenario" $options --resume --output "$place/disk/run" >/dev/null
    diff -rq --exclude timings.csv "$place/reference" "$place/disk/run"
    [ "$(ls "$place/disk")" = run ] || { echo "left: $(ls "$place/disk")" >&2; exit 1; }
    echo "$size: $said"
  '
done
