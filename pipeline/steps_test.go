package pipeline

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"fusul/stages/table"
)

// A memory is a Depot, and the result, in the memory of a test.
type memory struct {
	sync.Mutex
	made   map[string]memoryUnit
	result map[string]string // hashes of the files
}

// A memoryUnit is files by name, and the names in their order.
type memoryUnit struct {
	files map[string][]byte
	names []string
}

func (m *memory) Make(step string, do func(out Sink) error) error {
	u := memoryUnit{files: map[string][]byte{}}
	err := do(func(name string, data []byte) error {
		u.files[name], u.names = slices.Clone(data), append(u.names, name)
		return nil
	})
	if err != nil {
		return err
	}
	m.Lock()
	defer m.Unlock()
	if old, ok := m.made[step]; ok && !maps.EqualFunc(old.files, u.files, bytes.Equal) {
		return fmt.Errorf("%s made other bytes when it was repeated", step)
	}
	m.made[step] = u
	return nil
}

func (m *memory) Unit(step string) (Unit, error) {
	m.Lock()
	defer m.Unlock()
	u, ok := m.made[step]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: step, Err: fs.ErrNotExist}
	}
	return u, nil
}

func (m *memory) Result() Result { return &memoryResult{depot: m} }

func (u memoryUnit) Names() []string { return u.names }

func (u memoryUnit) Open(name string) (io.ReadCloser, error) {
	data, err := u.Read(name)
	return io.NopCloser(bytes.NewReader(data)), err
}

func (u memoryUnit) Read(name string) ([]byte, error) {
	data, ok := u.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	return data, nil
}

// A memoryResult is a Result that keeps hashes.
type memoryResult struct {
	depot *memory
	files []table.File
}

func (r *memoryResult) List() []table.File { return r.files }

func (r *memoryResult) Keep(u Unit, name string, as table.File) error {
	data, err := u.Read(name)
	return errors.Join(err, r.add(as, data))
}

func (r *memoryResult) Write(as table.File, content func(w io.Writer) (int64, error)) (err error) {
	var b bytes.Buffer
	if as.Rows, err = content(&b); err != nil {
		return err
	}
	return r.add(as, b.Bytes())
}

func (r *memoryResult) add(as table.File, data []byte) error {
	as.Bytes, as.SHA256 = int64(len(data)), fmt.Sprintf("%x", sha256.Sum256(data))
	r.files = append(r.files, as)
	r.depot.result[as.Name] = as.SHA256
	return nil
}

// Steps of a kind are done in any order, and each twice, at the same time.
func TestSteps(t *testing.T) {
	smallParts(t)
	for _, train := range []int{0, 1000} { // topics of all units, and of a sample
		testSteps(t, Config{Topics: "3", Iterations: 10, Seeds: 1, TopicsTrain: train, NoReport: true})
	}
}

func testSteps(t *testing.T, cfg Config) {
	in := uneven(t, 1)
	want := hashes(t, in, cfg)
	j, err := NewJob(t.Context(), in, cfg, quiet)
	if err != nil {
		t.Fatal(err)
	}
	depot := &memory{made: map[string]memoryUnit{}, result: map[string]string{}}
	steps := NewSteps(j, depot)
	var all Handled
	for _, kind := range []string{"map", "words", "join", "reduce", "infer", "finish"} {
		names := steps.Names(kind)
		slices.Reverse(names)
		if len(names) == 0 {
			t.Errorf("no steps of the kind %s", kind)
		}
		for _, name := range names {
			repeated := make(chan error)
			go func() {
				_, err := steps.Do(t.Context(), name)
				repeated <- err
			}()
			if kind == "finish" { // both write the same files
				if err := <-repeated; err != nil {
					t.Fatal(err)
				}
				close(repeated)
			}
			n, err := steps.Do(t.Context(), name)
			if err := errors.Join(err, <-repeated); err != nil {
				t.Fatal(err)
			}
			all.Works, all.Input, all.Blocks = all.Works+n.Works, all.Input+n.Input, all.Blocks+n.Blocks
		}
	}
	same(t, depot.result, want)
	if all.Works != 13 || all.Input == 0 || all.Blocks == 0 {
		t.Errorf("handled %+v", all)
	}
	if len(steps.Names("map")) < 3 {
		t.Errorf("steps %q: too few shards to be in any order", steps.Names("map"))
	}
}

func TestStepsBeforeTheirTime(t *testing.T) {
	j, err := NewJob(t.Context(), sample(), Config{Topics: "none"}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	steps := NewSteps(j, &memory{made: map[string]memoryUnit{}})
	for _, early := range []string{"reduce/words", "join/0", "infer/0", "finish"} {
		if _, err := steps.Do(t.Context(), early); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s before map: %v", early, err)
		}
	}
	for _, inTime := range []string{"map/0", "reduce/words", "join/0"} { // what failed before is forgotten
		if _, err := steps.Do(t.Context(), inTime); err != nil {
			t.Fatalf("%s: %v", inTime, err)
		}
	}
	for _, unknown := range []string{"", "map", "map/9", "join/-1", "reduce/no", "last"} {
		if _, err := steps.Do(t.Context(), unknown); err == nil || !strings.Contains(err.Error(), " is called ") {
			t.Errorf("%q: %v", unknown, err)
		}
	}
	if names := steps.Names("no"); names != nil {
		t.Errorf("an unknown kind has the steps %q", names)
	}
}
