package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"fusul/stages/topics"
)

// fit fits fusul's model to the training documents of dir.
func fit(dir string, r *result) error {
	train, _, err := read(dir)
	if err != nil {
		return err
	}
	cpu, start := cpuTime(), time.Now()
	m, err := topics.New(train, topics.Options{K: r.K, Iterations: r.Iterations, Seed: r.Seed})
	if err != nil {
		return err
	}
	if err := topics.Fit(context.Background(), m, pool(r.Workers), nil); err != nil {
		return err
	}
	t := m.Topics()
	r.Wall, r.CPU = time.Since(start).Seconds(), cpuTime()-cpu
	return writeTopics(r.Topics, t.Phi, t.Alpha)
}

// pool returns a function that runs f for every i below n on workers goroutines.
func pool(workers int) func(n int, f func(i int)) {
	if workers == 1 {
		return topics.Sequential
	}
	return func(n int, f func(i int)) {
		var wg sync.WaitGroup
		jobs := make(chan int, n)
		for i := range n {
			jobs <- i
		}
		close(jobs)
		for range workers {
			wg.Go(func() {
				for i := range jobs {
					f(i)
				}
			})
		}
		wg.Wait()
	}
}

// cpuTime returns the processor time used so far, in seconds.
func cpuTime() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// write splits docs and writes train.txt and hidden.txt, a document a line, and
// the size of the vocabulary.
func write(dir string, docs [][]int32, v int) error {
	train, h := topics.Split(topics.Corpus{Docs: docs, V: v}, 0.1, 1)
	hidden := make([][]int32, len(docs))
	for i, d := range h.Docs {
		hidden[d] = h.Hidden[i]
	}
	if err := writeDocs(dir+"/train.txt", train.Docs); err != nil {
		return err
	}
	if err := writeDocs(dir+"/hidden.txt", hidden); err != nil {
		return err
	}
	fmt.Printf("%d documents, %d words, %d tokens to train on, %d documents held out\n", len(docs), v, train.Tokens(), len(h.Docs))
	return os.WriteFile(dir+"/words.txt", []byte(strconv.Itoa(v)), 0o666)
}

// read reads what write wrote.
func read(dir string) (topics.Corpus, topics.Holdout, error) {
	var c topics.Corpus
	var h topics.Holdout
	v, err := os.ReadFile(dir + "/words.txt")
	if err != nil {
		return c, h, err
	}
	if c.V, err = strconv.Atoi(string(v)); err != nil {
		return c, h, err
	}
	if c.Docs, err = readDocs(dir + "/train.txt"); err != nil {
		return c, h, err
	}
	hidden, err := readDocs(dir + "/hidden.txt")
	if err != nil {
		return c, h, err
	}
	for d, doc := range hidden {
		if len(doc) > 0 {
			h.Docs = append(h.Docs, d)
			h.Visible = append(h.Visible, c.Docs[d])
			h.Hidden = append(h.Hidden, doc)
		}
	}
	return c, h, nil
}

func readDocs(name string) ([][]int32, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var docs [][]int32
	for line := range strings.Lines(string(src)) {
		doc := []int32{}
		for _, field := range strings.Fields(line) {
			id, err := strconv.Atoi(field)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			doc = append(doc, int32(id))
		}
		docs = append(docs, doc)
	}
	return docs, nil
}

// writeTopics writes φ and α: two numbers of 32 bits, K and V, then α and the
// rows of φ as numbers of 64 bits, all little-endian. rivals.py does the same.
func writeTopics(name string, phi [][]float64, alpha []float64) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	if err := binary.Write(w, binary.LittleEndian, [2]uint32{uint32(len(phi)), uint32(len(phi[0]))}); err != nil {
		return err
	}
	for _, x := range append([][]float64{alpha}, phi...) {
		if err := binary.Write(w, binary.LittleEndian, x); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// readTopics reads what writeTopics wrote.
func readTopics(name string) (*topics.Topics, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := bufio.NewReader(f)
	var size [2]uint32
	if err := binary.Read(r, binary.LittleEndian, &size); err != nil {
		return nil, err
	}
	t := &topics.Topics{Alpha: make([]float64, size[0])}
	if err := binary.Read(r, binary.LittleEndian, t.Alpha); err != nil {
		return nil, err
	}
	for range size[0] {
		phi := make([]float64, size[1])
		if err := binary.Read(r, binary.LittleEndian, phi); err != nil {
			return nil, err
		}
		t.Phi = append(t.Phi, phi)
	}
	return t, nil
}
