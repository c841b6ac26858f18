#!/usr/bin/env bash
# Compares the topic engine with tomotopy, MALLET and gensim on the same
# documents, and prints two tables. See README.md.
set -euo pipefail
cd "$(dirname "$0")"
books=${1:?usage: run.sh FOLDER_OF_BOOKS [ROUNDS] [ITERATIONS]}
rounds=${2:-3}
iterations=${3:-300}
books=$(realpath "$books")
cache=../.cache/topics
mkdir -p "$cache/books" "$cache/plain" "$cache/zipf"
cache=$(realpath "$cache")

if [ ! -x "$cache/venv/bin/python" ]; then
	python3 -m venv "$cache/venv"
	"$cache/venv/bin/pip" install --quiet -r requirements.txt
fi
if [ ! -d "$cache/mallet" ]; then
	mvn --quiet -f mallet.xml dependency:copy-dependencies -DoutputDirectory="$cache/mallet"
fi
export MALLET_CLASSPATH="$cache/mallet/*"
go build -o "$cache/topics" .

run() { # TOOL DIR K WORKERS ITERATIONS SEED
	local out="$2/$1-$3-$4-$5-$6.phi"
	if [ "$1" = fusul ]; then
		"$cache/topics" fit -k "$3" -workers "$4" -iterations "$5" -seed "$6" -out "$out" "$2"
	else
		"$cache/venv/bin/python" rivals.py "$1" "$2" "$out" --k "$3" --workers "$4" --iterations "$5" --seed "$6"
	fi >>"$2/results.jsonl"
}

"$cache/topics" books "$books" "$cache/books"
: >"$cache/books/results.jsonl"
for seed in $(seq "$rounds"); do # the tools take turns, so that a busy machine is busy for all
	for k in 50 200; do
		for workers in 1 2; do
			for tool in fusul tomotopy mallet; do
				run "$tool" "$cache/books" "$k" "$workers" "$iterations" "$seed"
			done
		done
	done
done
for k in 50 200; do # gensim is not a Gibbs sampler: ten passes, each of up to fifty steps a document
	run gensim "$cache/books" "$k" 1 10 1
done
"$cache/topics" score "$cache/books" "$cache/books/results.jsonl"

for kind in plain zipf; do
	share=0
	[ "$kind" = zipf ] && share=0.3
	echo
	"$cache/topics" planted "$share" "$cache/$kind"
	: >"$cache/$kind/results.jsonl"
	for seed in 1 2 3 4 5; do
		for n in 50 100 200 1000; do # 1000 is the default of fusul and what tomotopy's users take
			run fusul "$cache/$kind" 20 1 "$n" "$seed"
			run tomotopy "$cache/$kind" 20 1 "$n" "$seed"
		done
	done
	"$cache/topics" score "$cache/$kind" "$cache/$kind/results.jsonl"
done
