package pdf

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"fusul/stages/internal/stopwatch"
)

// Limits bound what one file may take. Zero fields have the values named.
type Limits struct {
	Pages  int           // 0 is 20,000
	Glyphs int           // of all pages; 0 is 50,000,000
	Memory int64         // bytes of PDFium, of which 20 MiB are the least, and of what is read; 0 is 1 GiB
	Time   time.Duration // of one page, and of all but for a 200th of it for each; 0 is 20 s
}

// withDefaults fills in what is zero.
func (l Limits) withDefaults() Limits {
	l.Pages = cmp.Or(l.Pages, 20_000)
	l.Glyphs = cmp.Or(l.Glyphs, 50_000_000)
	l.Memory = cmp.Or(l.Memory, 1<<30)
	l.Time = cmp.Or(l.Time, 20*time.Second)
	return l
}

// An Engine runs PDFium. It starts at the first file, which takes seconds
// unless CacheDir holds what an earlier start compiled. It is safe to use from
// many goroutines at once; every file gets an instance of its own, so that
// none can leave anything behind for the next.
type Engine struct {
	CacheDir string // for compiled code; without one, or if it cannot be written, nothing is kept

	mu    sync.Mutex
	pools map[int64]pdfium.Pool // by the limit of memory, which is part of the compiled code
}

// Shared is the engine of those that give none. It keeps nothing on disk.
var Shared = sync.OnceValue(func() *Engine { return new(Engine) })

// open starts PDFium, once for each limit of memory.
func (e *Engine) open(memory int64) (pdfium.Pool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if pool := e.pools[memory]; pool != nil {
		return pool, nil
	}
	pool, err := e.start(memory)
	if err == nil {
		if e.pools == nil {
			e.pools = make(map[int64]pdfium.Pool)
		}
		e.pools[memory] = pool
	}
	return pool, err
}

// start starts PDFium with the code in CacheDir, or anew where that is of no use.
func (e *Engine) start(memory int64) (pdfium.Pool, error) {
	if e.CacheDir != "" {
		if cache, err := wazero.NewCompilationCacheWithDir(e.CacheDir); err == nil {
			if pool, err := compile(memory, cache); err == nil {
				return pool, nil
			}
		}
	}
	return compile(memory, nil)
}

// compile makes machine code of PDFium, or takes it from cache. The program
// sees no file system, and what it prints goes nowhere.
func compile(memory int64, cache wazero.CompilationCache) (pdfium.Pool, error) {
	const page, least, most = 64 << 10, 320, 1 << 16 // it does not start with less
	pages := min(max(memory/page, least), most)
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(uint32(pages))
	if cache != nil {
		config = config.WithCompilationCache(cache)
	}
	const many = 1 << 20 // the callers bound how many files are open at once
	pool, err := webassembly.Init(webassembly.Config{
		Context: context.Background(), MaxTotal: many, RuntimeConfig: config,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("starting PDFium: %w", err)
	}
	return pool, nil
}

// Close frees the engine. No file may be open.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	var err error
	for _, pool := range e.pools {
		err = cmp.Or(err, pool.Close())
	}
	clear(e.pools)
	return err
}

// The errors of files that are not read.
var (
	ErrPassword = errors.New("encrypted, and opened only by a password: save it without one")
	ErrFormat   = errors.New("not a PDF, or a broken one")
)

// PagesATime is the number of pages that double the time of a file.
const PagesATime = 200

// Read returns what stands on the pages of src, the bytes of a PDF.
func (e *Engine) Read(src string, limits Limits) (*File, error) {
	limits = limits.withDefaults()
	pool, err := e.open(limits.Memory)
	if err != nil {
		return nil, err
	}
	r := &reader{limits: limits, alive: make(chan struct{}, 1), done: make(chan error, 1)}
	// WebAssembly that can be stopped runs four times slower (every loop asks),
	// so a page that does not end is left behind: the caller goes on, and the
	// goroutine ends with the page or the program.
	go func() { r.done <- r.read(pool, src) }()
	look := time.NewTicker(max(limits.Time/50, time.Millisecond))
	defer look.Stop()
	file, page := stopwatch.Start(), stopwatch.Start()
	for {
		select {
		case err := <-r.done:
			if err != nil {
				return nil, err
			}
			return &r.file, nil
		case <-r.alive:
			page = stopwatch.Start()
		case <-look.C:
		}
		if most := limits.Time + time.Duration(r.pages.Load())*(limits.Time/PagesATime); file.Elapsed() > most {
			return nil, fmt.Errorf("reading it takes longer than %v, with %v for each page (limit MaxSeconds)", limits.Time, limits.Time/PagesATime)
		}
		if page.Elapsed() > limits.Time {
			return nil, fmt.Errorf("a page takes longer than %v (limit MaxSeconds)", limits.Time)
		}
	}
}

// A reader reads one file.
type reader struct {
	pdfium.Pdfium
	limits Limits
	alive  chan struct{} // a page is done
	pages  atomic.Int64  // that are
	done   chan error
	file   File
	glyphs int
}

// read takes in src.
func (r *reader) read(pool pdfium.Pool, src string) error {
	instance, err := pool.GetInstance(10 * r.limits.Time) // the machine may be busy
	if err != nil {
		return fmt.Errorf("starting PDFium: %w", err)
	}
	defer instance.Close()
	r.Pdfium = instance
	doc, err := r.OpenDocument(&requests.OpenDocument{FileReader: strings.NewReader(src), FileReaderSize: int64(len(src))})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return ErrPassword
	case err != nil:
		return ErrFormat
	}
	count, err := r.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return ErrFormat
	}
	if count.PageCount > r.limits.Pages {
		return fmt.Errorf("%d pages, more than %d (limit MaxPages)", count.PageCount, r.limits.Pages)
	}
	r.file.Pages = make([]Page, count.PageCount)
	for i := range r.file.Pages {
		if err := r.page(doc.Document, i, &r.file.Pages[i]); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		r.pages.Add(1)
		select {
		case r.alive <- struct{}{}:
		default:
		}
	}
	r.file.Forms = forms(src)
	r.meta(doc.Document)
	r.outline(doc.Document)
	return nil
}
