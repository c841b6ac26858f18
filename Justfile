# The tasks of the project. `just` lists them.

default:
    @just --list

# the main job on the built-in sample thesis
run *ARGS:
    go run . run {{ARGS}}

# all tests
test *ARGS:
    go test ./... {{ARGS}}

# the benchmarks of every stage
bench:
    go test -run '^$' -bench . -benchmem ./...

# each fuzz target for TIME
fuzz TIME="60s":
    #!/usr/bin/env bash
    set -euo pipefail
    go list ./... | while read -r pkg; do
      for target in $(go test -list '^Fuzz' "$pkg" | grep '^Fuzz' || true); do
        go test -run '^$' -fuzz "^$target\$" -fuzztime {{TIME}} -fuzzminimizetime 10x "$pkg" </dev/null
      done
    done

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
