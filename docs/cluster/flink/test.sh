#!/usr/bin/env bash
# Runs shares of INPUT, by default the books or else works made of the sample, on a
# standalone Flink of this machine with two task managers. One of them is killed
# while it has a share, with that share. The results must be those of fusul run,
# byte for byte. Needs Go, a JDK and pip (the last two are installed where apt-get
# can). Exit code 75: Java or Flink cannot be had here.
#   test.sh [INPUT]
set -euo pipefail
cd "$(dirname "$0")"
export CGO_ENABLED=0
version=2.0.1 shares=8
settings=(--topics 4 --iterations 20)
patience=600 # seconds for each thing that is waited for; on a loaded machine a JVM takes a minute to start
here=$PWD root=$(cd ../../.. && pwd) work=$(mktemp -d)
cleanup() {
  local pid
  for pid in $(jobs -p); do # what a killed task manager ran would go on
    { pgrep -P "$pid" || true; echo "$pid"; } | xargs kill -9 2>/dev/null || true
  done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
mkdir "$work/tmp"
export TMPDIR=$work/tmp # nobody who is killed cleans up
say() { echo "$*, $SECONDS s"; }
fail() {
  local log
  for log in "$work"/*.log; do
    printf '\n-- %s\n' "$log"
    grep -n -m 20 -E '^[0-9:]+ (ERROR|FATAL)|Exception' "$log" | cut -c 1-400 || true
    echo ...
    tail -n 15 "$log" | cut -c 1-400
  done
  printf '\n%s\n' "$*"
  exit 1
}

# --- programs, input

installed() { command -v javac && command -v jar && command -v pgrep && python3 -m pip --version; } &>/dev/null
installed || (apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends default-jdk-headless procps python3-pip) &>/dev/null || true
installed || { echo "Java, or pip, cannot be had here: skipped"; exit 75; }
python3 -m pip download -q --disable-pip-version-check --no-deps -d "$work" "apache-flink-libraries==$version" >"$work/pip.log" 2>&1 ||
  { tail -n 3 "$work/pip.log"; echo "Flink $version cannot be had here: skipped"; exit 75; }
tar -xzf "$work"/apache*flink*libraries-$version.tar.gz -C "$work" --strip-components=2 --wildcards '*/deps/lib'
rm "$work"/apache*.tar.gz
javac -cp "$work/lib/*" -d "$work/classes" "$here/Fusul.java"
jar cf "$work/fusul.jar" -C "$work/classes" .
(cd "$root" && go build -o "$work/fusul" .)

input=${1:-$root/../shared/data/books}
if [ -d "$input" ]; then
  input=$(cd "$input" && pwd)
elif [ $# = 0 ]; then
  input=$work/library
  mkdir "$input"
  for i in $(seq $shares); do # a megabyte each, so that each share has a work
    for _ in $(seq 14); do cat "$root"/corpus/sample/*.txt; done >"$input/work-$i.txt"
  done
else
  echo "there is no folder $input"
  exit 2
fi

# --- the cluster

mkdir "$work/conf"
# below the ports that the system gives to connections
read -r rpc rest < <(python3 -c '
import random, socket
free = []
while len(free) < 2:
    s = socket.socket()
    try:
        s.bind(("localhost", random.randrange(20000, 32000)))
        free.append(s)
    except OSError:
        pass
print(*(s.getsockname()[1] for s in free))')
# A task manager that died is known by the calls it refuses; silence says only that the machine is loaded.
cat >"$work/conf/config.yaml" <<YAML
jobmanager: {rpc: {address: localhost, port: $rpc}, bind-host: localhost, memory: {process: {size: 1024m}}}
taskmanager: {bind-host: localhost, host: localhost, numberOfTaskSlots: 1}
rest: {address: localhost, bind-address: localhost, port: $rest, connection-timeout: 120000}
heartbeat: {interval: 1000, timeout: 120000}
pekko: {ask: {timeout: 120 s}}
client: {timeout: 120 s}
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
  exec java "-Djava.io.tmpdir=$TMPDIR" -Xmx"$heap" -XX:MaxDirectMemorySize=256m "-Dlog4j.configurationFile=file:$work/conf/log4j.properties" \
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
ask() { # PATH EXPRESSION: what the job manager answers, as a; it fails while there is no answer
  python3 - "http://localhost:$rest$1" "$2" 2>"$work/ask.log" <<'PY'
import json, sys
from urllib.request import ProxyHandler, build_opener
a = json.load(build_opener(ProxyHandler({})).open(sys.argv[1], timeout=60))
print(eval(sys.argv[2]))
PY
}
await() { # WHAT CONDITION: until the condition holds, while all that run still do
  local what=$1 end=$((SECONDS + patience)) name
  until eval "$2"; do
    for name in "${!running[@]}"; do
      kill -0 "${running[$name]}" 2>/dev/null || fail "$what: the $name has ended"
    done
    ((SECONDS < end)) || fail "$what: not within $patience s"
    sleep 0.1
  done
}

declare -A running
flink 512m org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint --configDir "$FLINK_CONF_DIR" >"$work/job.log" 2>&1 &
running[job manager]=$!
manager first & first=$! running[first task manager]=$!
manager second & running[second task manager]=$!
"$work/fusul" run -q "${settings[@]}" --out "$work/run" "$input"
say "fusul run is done"
await "two task managers" '[ "$(ask /taskmanagers "len(a[\"taskmanagers\"])")" = 2 ]'
say "two task managers are there"

# --- the job, and a task manager killed while it has a share

flink 256m org.apache.flink.client.cli.CliFrontend run -p 2 -c Fusul "$work/fusul.jar" \
  "$work/fusul" $shares "$input" "$work/flink" "${settings[@]}" --workers 1 >"$work/submit.log" 2>&1 &
submit=$! running[job]=$!
held() { # a share of the first task manager, stopped after a moment: it cannot end any more
  share=$(pgrep -P $first -f "^$work/fusul shard ") || return 1
  sleep 0.3
  kill -STOP "$share" 2>/dev/null && [ "$(ps -o stat= -p "$share" | cut -c1)" = T ]
}
await "a share of the first task manager" held
shards='next(v for v in a["vertices"] if v["name"].startswith("shards"))'
job=$(ask /jobs 'a["jobs"][0]["id"]')
vertex=$(ask "/jobs/$job" "$shards['id']")
managers() { ask "/jobs/$job/vertices/$vertex" '" ".join(sorted(s["taskmanager-id"] for s in a["subtasks"]))'; }
await "shares on both task managers" '[ "$(managers)" = "first second" ]'
unset 'running[first task manager]'
kill -9 $first "$share"
say "killed the first task manager and its share"
manager third & running[third task manager]=$!
unset 'running[job]'
await "the end of the job" '! kill -0 $submit 2>/dev/null'
wait $submit || fail "the job failed"

attempts=$(ask "/jobs/$job/vertices/$vertex" 'sum(s["attempt"] for s in a["subtasks"])')
((attempts > 0)) || fail "Flink repeated no share"
say "the job is done; tasks that Flink started again: $attempts"
files() { (cd "$1" && find . -name .fusul -prune -o -type f -print0 | sort -z | xargs -0 sha256sum); }
diff <(files "$work/run") <(files "$work/flink")
say "the same bytes in $(files "$work/flink" | wc -l) files"
