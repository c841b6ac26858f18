# The tasks of the project. `just` lists them.

default:
    @just --list

# the main job on the built-in sample thesis
run *ARGS:
    go run . run {{ARGS}}

# all tests
test *ARGS:
    go test ./... {{ARGS}}

# the driver for Beam: prism in this process and by itself, folders of an S3 server
test-beam *ARGS:
    cd pipeline/beam && go test ./... {{ARGS}}

# shares on a Flink cluster of this machine, one task manager killed; needs Java 17 and pip
test-flink:
    bash docs/cluster/flink/test.sh

# the same bytes on arm64 as here, under QEMU; INPUTS beside the sample
test-arm64 *INPUTS:
    bash .ci/arm64 {{INPUTS}}

# the benchmarks of every stage
bench:
    go test -run '^$' -bench . -benchmem ./...

# each fuzz target for TIME
fuzz TIME="60s" *PACKAGES:
    bash .ci/fuzz {{TIME}} {{PACKAGES}}

# formatting, vet, staticcheck
lint:
    test -z "$(gofmt -l .)"
    go vet ./...
    go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

# the README's picture of the report (needs what .ci/browser installs)
picture:
    #!/usr/bin/env bash
    set -euo pipefail
    out=$(mktemp -d)
    go run . run -q --out "$out"
    cp .ci/picture.mjs "${XDG_CACHE_HOME:-$HOME/.cache}/fusul-ci/browser/"
    node "${XDG_CACHE_HOME:-$HOME/.cache}/fusul-ci/browser/picture.mjs" "$out" docs/report.png

# everything that must hold before a change lands
ci:
    bash .ci/run

# static binaries for Linux, macOS and Windows with checksums, completions, man page and bill of materials, into DIR
release DIR="dist":
    bash .ci/release "{{DIR}}"

# the release made twice, in two folders with empty build caches: the same bytes? Takes a quarter of an hour
release-check:
    bash .ci/release-check
