// Package buckets starts servers of buckets for tests. They are installed when
// a test wants them, at the versions that the tests were written with; where
// one cannot be had, the test is skipped.
package buckets

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// The servers keep buckets in folders.
const (
	s3Server  = "github.com/versity/versitygw/cmd/versitygw@v1.8.0"
	gcsServer = "github.com/fsouza/fake-gcs-server@v1.52.3"
)

// S3 starts an S3-compatible server with the bucket library and returns the URL
// of a folder in it.
func S3(t *testing.T) func(folder string) (url string) {
	t.Helper()
	data, port := t.TempDir(), FreePort(t)
	address := fmt.Sprintf("127.0.0.1:%d", port)
	bucket(t, data)
	start(t, s3Server, port, "--access", "tester", "--secret", "of-the-storage", "--port", address,
		"posix", "--sidecar", t.TempDir(), data)
	t.Setenv("AWS_ACCESS_KEY_ID", "tester")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "of-the-storage")
	t.Setenv("AWS_REGION", "us-east-1")
	return func(folder string) string {
		return fmt.Sprintf("s3://library/%s?endpoint=http://%s&use_path_style=true", folder, address)
	}
}

// GCS starts a server that takes the calls of Google's storage, with the bucket
// library, and returns the URL of a folder in it.
func GCS(t *testing.T) func(folder string) (url string) {
	t.Helper()
	data, port := t.TempDir(), FreePort(t)
	address := fmt.Sprintf("127.0.0.1:%d", port)
	bucket(t, data)
	start(t, gcsServer, port, "-scheme", "http", "-host", "127.0.0.1", "-port", fmt.Sprint(port), "-public-host", address,
		"-backend", "filesystem", "-filesystem-root", data, "-log-level", "error")
	t.Setenv("STORAGE_EMULATOR_HOST", address)
	return func(folder string) string { return "gs://library/" + folder }
}

// bucket makes the bucket library.
func bucket(t *testing.T, data string) {
	t.Helper()
	if err := os.Mkdir(filepath.Join(data, "library"), 0o777); err != nil {
		t.Fatal(err)
	}
}

// FreePort returns a port of this machine that nothing listens on.
func FreePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Listening waits until something listens on a port of this machine.
func Listening(t *testing.T, port int) {
	t.Helper()
	for range 300 {
		if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			c.Close()
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("nothing listens on port %d", port)
}

// start installs a program, which the build cache makes quick, and runs it
// until the test ends.
func start(t *testing.T, module string, port int, args ...string) {
	t.Helper()
	if testing.Short() {
		t.Skip("no server of buckets with -short")
	}
	bin := t.TempDir()
	install := exec.Command("go", "install", module)
	install.Env = append(os.Environ(), "GOBIN="+bin, "GOFLAGS=-trimpath", "CGO_ENABLED=0")
	if out, err := install.CombinedOutput(); err != nil {
		t.Skipf("%s cannot be had here: %v\n%s", module, err, out)
	}
	programs, err := filepath.Glob(filepath.Join(bin, "*"))
	if err != nil || len(programs) != 1 {
		t.Fatalf("%s installed %q, %v", module, programs, err)
	}
	cmd := exec.Command(programs[0], args...)
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		if t.Failed() {
			t.Log(log.String())
		}
	})
	Listening(t, port)
}
