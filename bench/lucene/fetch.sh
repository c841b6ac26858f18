#!/usr/bin/env bash
# Fetches Lucene's jars into bench/.cache/lucene and compiles the harness.
# Needs Java 17 and Maven.
set -euo pipefail
cd "$(dirname "$0")"
cache=../.cache/lucene
mkdir -p "$cache/classes"
if ! compgen -G "$cache/lucene-analysis-common-*.jar" >/dev/null; then
  mvn -q -B -f pom.xml dependency:copy-dependencies -DoutputDirectory="$PWD/$cache"
fi
javac -cp "$cache/*" -d "$cache/classes" Lucene.java
