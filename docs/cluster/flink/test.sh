#!/usr/bin/env bash
# Runs shares of INPUT, by default the books or else the sample works, on a standalone Flink of this machine with two
# task managers, kills one of them and what it runs in the middle, and compares
# the results with those of fusul run, byte for byte. Needs Go, Java 17 and pip.
#   test.sh [INPUT]
set -euo pipefail
cd "$(dirname "$0")"
export CGO_ENABLED=0
version=2.0.1
here=$PWD work=$(mktemp -d)
cleanup() { jobs -p | xargs -r kill -9 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
input=${1:-$(cd ../../.. && pwd)/../shared/data/books}
if [ ! -d "$input" ]; then input=$(cd ../../../corpus/sample && pwd); fi
input=$(cd "$input" && pwd)

for program in javac jar pip; do
  command -v $program >/dev/null || { echo "there is no $program here: skipped"; exit 0; }
done
pip download -q --no-deps -d "$work" "apache-flink-libraries==$version" >/dev/null ||
  { echo "Flink $version cannot be had here: skipped"; exit 0; }
(cd ../../.. && go build -o "$work/fusul" .)
tar -xzf "$work"/apache*flink*libraries-$version.tar.gz -C "$work" --strip-components=2 --wildcards '*/deps/lib'
javac -cp "$work/lib/*" -d "$work/classes" "$here/Fusul.java"
jar cf "$work/fusul.jar" -C "$work/classes" .

mkdir -p "$work"/{conf,tmp}
rpc=$((20000 + RANDOM % 10000)) rest=$((30000 + RANDOM % 2000))
cat >"$work/conf/config.yaml" <<YAML
jobmanager: {rpc: {address: localhost, port: $rpc}, bind-host: localhost, memory: {process: {size: 1024m}}}
taskmanager: {bind-host: localhost, host: localhost, numberOfTaskSlots: 1}
rest: {address: localhost, bind-address: localhost, port: $rest}
parallelism: {default: 2}
heartbeat: {interval: 1000, timeout: 5000}
restart-strategy: {type: fixed-delay, fixed-delay: {attempts: 50, delay: 2s}}
io: {tmp: {dirs: $work/tmp}}
YAML
cat >"$work/conf/log4j.properties" <<LOG
rootLogger.level = INFO
rootLogger.appenderRef.c.ref = C
appender.c.name = C
appender.c.type = CONSOLE
appender.c.layout.type = PatternLayout
appender.c.layout.pattern = %d{HH:mm:ss} %-5p %c{1} - %m%n
LOG
export FLINK_CONF_DIR=$work/conf
flink() { # HEAP CLASS ARGUMENTS
  local heap=$1; shift
  exec java -Xmx"$heap" -XX:MaxDirectMemorySize=256m "-Dlog4j.configurationFile=file:$work/conf/log4j.properties" \
    --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
    --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.time=ALL-UNNAMED -cp "$work/lib/*" "$@"
}
manager() { # a task manager; without these sizes, which its start script works out, it does not start
  local mb=taskmanager.memory
  flink 256m org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$FLINK_CONF_DIR" \
    -D taskmanager.cpu.cores=1.0 -D $mb.network.min=64mb -D $mb.network.max=64mb -D $mb.framework.heap.size=64mb \
    -D $mb.task.heap.size=192mb -D $mb.managed.size=128mb -D $mb.framework.off-heap.size=64mb -D $mb.task.off-heap.size=0mb \
    -D $mb.jvm-metaspace.size=96mb -D $mb.jvm-overhead.min=64mb -D $mb.jvm-overhead.max=64mb \
    -D "taskmanager.resource-id=$1" >"$work/$1.log" 2>&1
}
flink 512m org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint --configDir "$FLINK_CONF_DIR" >"$work/job.log" 2>&1 &
manager first & first=$!
manager second &
for _ in $(seq 120); do
  grep -c 'Registering TaskManager with ResourceID' "$work/job.log" 2>/dev/null | grep -q '^[2-9]' && break
  sleep 1
done

"$work/fusul" run -q --topics none --out "$work/run" "$input"
flink 256m org.apache.flink.client.cli.CliFrontend run -c Fusul "$work/fusul.jar" \
  "$work/fusul" 8 "$input" "$work/flink" --topics none --workers 1 >"$work/submit.log" 2>&1 & submit=$!
begun=0
for _ in $(seq 1200); do
  if pgrep -P $first >/dev/null; then begun=1; break; fi
  sleep 0.1
done
if [ "$begun" = 0 ]; then # the cluster did not start, which says nothing about the shares
  for log in "$work"/*.log; do tail -n 20 "$log"; done
  echo "the task manager ran no share within two minutes"
  exit 75
fi
children=$(pgrep -P $first || true)
kill -9 $first $children
echo "killed a task manager and its share"
manager third &
wait $submit || { tail -30 "$work"/submit.log "$work"/job.log; exit 1; }
grep -q 'to RESTARTING' "$work/job.log" || { echo "Flink did not notice"; exit 1; }

files() { (cd "$1" && find . -name .fusul -prune -o -type f -print0 | sort -z | xargs -0 sha256sum); }
diff <(files "$work/run") <(files "$work/flink")
echo "the same bytes in $(files "$work/flink" | wc -l) files"
