package pipeline

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"fusul/stages/lexicon"
	"fusul/stages/read"
)

// What a hostile file may take: the 20 seconds, and this much memory.
const (
	hostileTime   = 20 * time.Second
	hostileMemory = 1 << 30
)

// A hostile is an input made to do harm, or broken.
type hostile struct {
	name string                         // of the file, or of the folder that make fills
	raw  string                         // its content
	make func(t *testing.T, dir string) // fills a folder instead
	opt  func(*read.Options)            // limits, where the default would make the test slow
	want string                         // part of the error; empty: any error, or a clean result
	ok   bool                           // it must be read
}

// hostiles returns the corpus.
func hostiles() []hostile {
	all := hostileArchives()
	all = append(all, hostileMarkup()...)
	all = append(all, hostileTables()...)
	all = append(all, hostileTexts()...)
	all = append(all, hostileNames()...)
	return append(all, hostileFolders()...)
}

// hostileArchives are bombs, loops and lies in archives.
func hostileArchives() []hostile {
	nested := zipped("a.txt", "نص")
	for range 8 {
		nested = zipped("in.zip", nested)
	}
	gz := "نص"
	for range 12 {
		gz = gzipped(gz)
	}
	office := func(part, content string) string {
		return zipped("[Content_Types].xml", "<Types/>", "word/document.xml", content, part, content)
	}
	many := []string{}
	for i := range 20_000 {
		many = append(many, fmt.Sprintf("%d.bin", i), "")
	}
	link := func(kind byte, name, to string) string {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		_ = w.WriteHeader(&tar.Header{Name: name, Linkname: to, Typeflag: kind, Mode: 0o644})
		_ = w.Close()
		return b.String()
	}
	return []hostile{
		{name: "bomb.zip", raw: zipped("a.txt", strings.Repeat("a\n", 20<<20)), want: "limit MaxRatio"},
		{name: "bomb.txt.gz", raw: gzipped(strings.Repeat("a\n", 40<<20)), want: "limit MaxRatio"},
		{name: "bomb.docx", raw: office("word/styles.xml", strings.Repeat(" ", 40<<20)), want: "limit MaxRatio"},
		{name: "total.tar.gz", raw: gzipped(tarred("a.txt", strings.Repeat("نص ", 1000), "b.txt", strings.Repeat("نص ", 1000))),
			opt: func(o *read.Options) { o.MaxUnpacked = 8000 }, want: "limit MaxUnpacked"},
		{name: "nested.zip", raw: nested, want: "limit MaxArchives"},
		{name: "nested.gz", raw: gz, want: "limit MaxArchives"},
		{name: "deep.zip", raw: zipped(strings.Repeat("d/", 100)+"a.txt", "نص"), want: "limit MaxDepth"},
		{name: "deep.tar", raw: tarred(strings.Repeat("d/", 40)+"a.txt", "نص"), opt: func(o *read.Options) { o.MaxDepth = 10 }, want: "limit MaxDepth"},
		{name: "many.zip", raw: zipped(many...), opt: func(o *read.Options) { o.MaxFiles = 1000 }, want: "limit MaxFiles"},
		{name: "many.tar", raw: tarred(many...), opt: func(o *read.Options) { o.MaxFiles = 1000 }, want: "limit MaxFiles"},
		{name: "out.zip", raw: zipped("../a.txt", "نص"), want: "leads out of the archive"},
		{name: "back.zip", raw: zipped(`..\a.txt`, "نص"), want: "leads out of the archive"},
		{name: "out.tar", raw: tarred("d/../../a.txt", "نص"), want: "leads out of the archive"},
		{name: "abs.zip", raw: zipped("/etc/a.txt", "نص"), want: "absolute path"},
		{name: "abs.tar", raw: tarred("/etc/a.txt", "نص"), want: "absolute path"},
		{name: "twice.zip", raw: zipped("a.txt", "نص", "a.txt", "نص"), want: "stands in it twice"},
		{name: "twice.tar", raw: tarred("a.txt", "نص", "a.txt", "نص"), want: "stands in it twice"},
		{name: "clash.tar", raw: tarred("a", "نص", "a/b.txt", "نص"), want: "is a file and a folder"},
		{name: "symlink.tar", raw: link(tar.TypeSymlink, "a.txt", "/etc/passwd"), want: "no file to read"},
		{name: "hardlink.tar", raw: link(tar.TypeLink, "a.txt", "/etc/passwd"), want: "no file to read"},
		{name: "device.tar", raw: link(tar.TypeChar, "a.txt", ""), want: "no file to read"},
		{name: "fifo.tar", raw: link(tar.TypeFifo, "a.txt", ""), want: "no file to read"},
		{name: "empty.zip", raw: zipped(), want: "no file to read"},
		{name: "empty.tar.gz", raw: gzipped(tarred()), want: "no file to read"},
		{name: "lie.zip", raw: strings.Replace(zipped("a.txt", "نص طويل"), "PK\x01\x02", "PK\x01\x03", 1), want: "zip"},
		{name: "head.zip", raw: "PK\x03\x04" + strings.Repeat("\x00", 1000), want: "zip"},
		{name: "head.tar.gz", raw: "\x1F\x8B\x08" + strings.Repeat("\x00", 1000), want: "gzip"},
		{name: "noise.tar", raw: strings.Repeat("x", 257) + "ustar" + strings.Repeat("\xff", 1000), want: "tar"},
		{name: "part.docx", raw: zipped("word/other.xml", "<a/>"), want: "docx"},
		{name: "loop.epub", raw: zipped("mimetype", "application/epub+zip", "META-INF/container.xml",
			`<container><rootfiles><rootfile full-path="META-INF/container.xml"/></rootfiles></container>`), want: "epub"},
		{name: "out.epub", raw: zipped("mimetype", "application/epub+zip", "META-INF/container.xml",
			`<container><rootfiles><rootfile full-path="../../etc/passwd"/></rootfiles></container>`), want: "epub"},
	}
}

// hostileMarkup are entities, depth and floods in XML, HTML and Markdown.
func hostileMarkup() []hostile {
	laughs := `<!DOCTYPE TEI [<!ENTITY a "ها">`
	for c := 'b'; c <= 'j'; c++ {
		laughs += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	laughs += "]>"
	tei := func(body string) string {
		return `<?xml version="1.0"?>` + "\n<TEI ><text><body>" + body + "</body></text></TEI>"
	}
	docx := func(xml string) string {
		return zipped("[Content_Types].xml", "<Types/>", "_rels/.rels", "<Relationships/>", "word/document.xml", xml)
	}
	odt := func(xml string) string {
		return zipped("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", xml)
	}
	cells := `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000000"><text:p>خ</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>`
	return []hostile{
		{name: "laughs.tei", raw: `<?xml version="1.0"?>` + laughs + "<TEI ><text><body><p>&j;</p></body></text></TEI>", want: "entities"},
		{name: "laughs.docx", raw: docx(`<?xml version="1.0"?>` + laughs + "<document>&j;</document>"), want: "entities"},
		{name: "laughs.odt", raw: odt(`<?xml version="1.0"?>` + laughs + "<document>&j;</document>"), want: "entities"},
		{name: "outside.tei", raw: `<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY a SYSTEM "file:///etc/passwd">]><TEI ><text>&a;</text></TEI>`, want: "entities"},
		{name: "deep.tei", raw: tei(strings.Repeat("<div>", 100_000)), want: "limit MaxNesting"},
		{name: "deep.docx", raw: docx(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + strings.Repeat("<w:p>", 100_000)), want: "limit MaxNesting"},
		{name: "wide.tei", raw: tei(strings.Repeat("<pb/>", 100_000)), opt: func(o *read.Options) { o.MaxElements = 1000 }, want: "limit MaxElements"},
		{name: "nodes.html", raw: "<html><body>" + strings.Repeat("<p>نص", 300_000), opt: func(o *read.Options) { o.MaxMemory = 32 << 20 }, want: "limit MaxMemory"},
		{name: "blocks.md", raw: strings.Repeat("> نص\n\n", 300_000), opt: func(o *read.Options) { o.MaxMemory = 8 << 20 }, want: "limit MaxMemory"},
		{name: "attributes.tei", raw: tei("<p " + strings.Repeat(`x="y" `, 100_000) + ">نص</p>")},
		{name: "open.tei", raw: tei("<p>نص")[:60], want: "open.tei"},
		{name: "cells.odt", raw: odt(cells)},
		{name: "deep.html", raw: "<html><body>" + strings.Repeat("<div>", 100_000) + "نص"},
		{name: "tables.html", raw: "<html><body>" + strings.Repeat("<table><tr><td>", 20_000) + "نص"},
		{name: "formats.html", raw: "<html><body>" + strings.Repeat("<b><i>", 20_000) + "نص" + strings.Repeat("<p>", 20_000)},
		{name: "entities.html", raw: "<html><body>" + strings.Repeat("&zwj;&#x202E;&#0;", 100_000)},
		{name: "comment.html", raw: "<html><body>نص<!-- " + strings.Repeat("-", 1<<20)},
		{name: "quotes.md", raw: strings.Repeat(">", 200_000) + " نص"},
		{name: "brackets.md", raw: strings.Repeat("[", 200_000) + strings.Repeat("](", 200_000)},
		{name: "stars.md", raw: strings.Repeat("*نص_", 100_000)},
		{name: "fences.md", raw: strings.Repeat("```\n", 100_000)},
		{name: "alias.md", raw: "---\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n---\n\nنص"},
		{name: "chapters.md", raw: strings.Repeat("# الفصل\n\n", 10_000), ok: true},
		{name: "units.txt", raw: "######OpenITI#\n" + strings.Repeat("### $ \n### || \nPageV01P001 ms001\n", 20_000)},
	}
}

// hostileTables are tables of works that are none.
func hostileTables() []hostile {
	columns := strings.TrimSuffix(strings.Repeat("c,", 100_000), ",")
	return []hostile{
		{name: "quote.csv", raw: "text\n\"" + strings.Repeat("نص ", 12<<20), want: "limit MaxCell"},
		{name: "cell.csv", raw: "text\n\"" + strings.Repeat("نص طويل ", 1<<20) + "\"\n", ok: true},
		{name: "columns.csv", raw: columns + "\n" + columns + "\n", want: "limit MaxColumns"},
		{name: "ragged.csv", raw: "text,a\n" + strings.Repeat("نص,1,2,3\n", 10_000), want: "no file to read"},
		{name: "line.jsonl", raw: `{"text":"` + strings.Repeat("نص ", 12<<20) + `"}`, want: "limit MaxCell"},
		{name: "deep.jsonl", raw: `{"text":"نص","x":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + "}", want: "deep.jsonl"},
		{name: "names.jsonl", raw: `{"text":"نص",` + strings.TrimSuffix(strings.Repeat(`"a":1,`, 100_000), ",") + "}"},
		{name: "magic.parquet", raw: "PAR1" + strings.Repeat("\xff", 1000) + "\xff\xff\xff\x7fPAR1", want: "broken Parquet"},
		{name: "text.parquet", raw: "doc_id,text\n1,نص\n", want: "broken Parquet"},
		{name: "zip.csv", raw: zipped("a.txt", "نص"), ok: true},
		{name: "pdf.jsonl", raw: "%PDF-1.4\n", want: "pdf.jsonl"},
	}
}

// hostileTexts are words, marks and bytes without end.
func hostileTexts() []hostile {
	const many = 10 << 20
	return []hostile{
		{name: "word.txt", raw: strings.Repeat("سلام", many/8)},
		{name: "latin.txt", raw: strings.Repeat("peace", many/5)},
		{name: "digits.txt", raw: strings.Repeat("1947", many/4)},
		{name: "marks.txt", raw: "س" + strings.Repeat("\u064E", many/2)},
		{name: "tatweel.txt", raw: "س" + strings.Repeat("ـ", many/2) + "لام"},
		{name: "joiners.txt", raw: strings.Repeat("\u200f\u200b", many/6)},
		{name: "stops.txt", raw: strings.Repeat(".", many)},
		{name: "brackets.txt", raw: strings.Repeat("(«", many/3)},
		{name: "lines.txt", raw: strings.Repeat("\n", many), ok: true},
		{name: "returns.txt", raw: strings.Repeat("نص\r", many/5), ok: true},
		{name: "chapters.txt", raw: strings.Repeat("الفصل الأول\n\n\n\n", 10_000), ok: true},
		{name: "contents.txt", raw: "الفهرس\n" + strings.Repeat("الفصل الأول: في كذا ........ 12\n", 20_000), ok: true},
		{name: "bidi.txt", raw: strings.Repeat("\u202e\u2067نص\u2069 ", 100_000)},
		{name: "nul.txt", raw: "نص" + strings.Repeat("\x00", 1<<20), want: "nul.txt"},
		{name: "binary.txt", raw: "\x7fELF" + strings.Repeat("\x01\x00", 1000), want: "a program"},
		{name: "invalid.txt", raw: strings.Repeat("نص \xff\xfe\xc0\x80 ", 1000), want: "invalid.txt"},
		{name: "odd.txt", raw: "\xff\xfe" + strings.Repeat("\x33\x06", 1000) + "\x06"},
		{name: "surrogates.txt", raw: "\xff\xfe" + strings.Repeat("\x00\xd8", 1000)},
		{name: "utf32.txt", raw: "\xff\xfe\x00\x00" + strings.Repeat("\x33\x06\x00\x00", 100), want: "UTF-32"},
		{name: "line.txt", raw: strings.Repeat("نص ", 6<<20), want: "limit MaxLine"},
	}
}

// hostileNames are files that are not what they are called, and names that are
// made to mislead.
func hostileNames() []hostile {
	return []hostile{
		{name: "text.docx", raw: "نص", want: "text.docx"},
		{name: "text.odt", raw: "نص", want: "text.odt"},
		{name: "text.epub", raw: "نص", want: "text.epub"},
		{name: "text.tei", raw: "نص", want: "text.tei"},
		{name: "picture.txt", raw: "\x89PNG\r\n\x1a\n0000", want: "picture"},
		{name: "old.docx", raw: "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 1000), want: "old office program"},
		{name: "safe\u202Etxt.exe", raw: "نص"},
		{name: "a\nb.txt", raw: "نص", ok: true},
		{name: "con.txt", raw: "نص", ok: true},
		{name: "...txt", raw: "نص"},
		{name: strings.Repeat("ط", 120) + ".txt", raw: "نص", ok: true},
		{name: "-.txt", raw: "نص", ok: true},
		{name: "[a]*?.txt", raw: "نص", ok: true},
	}
}

// hostileFolders are links that lead round or out, and manifests that lie.
func hostileFolders() []hostile {
	manifest := func(yaml string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			put(t, dir, "corpus.yaml", yaml)
			put(t, dir, "a.txt", "نص")
		}
	}
	link := func(from, to string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			put(t, dir, "a.txt", "نص")
			if err := os.Symlink(to, filepath.Join(dir, from)); err != nil {
				t.Skip(err)
			}
		}
	}
	return []hostile{
		{name: "loop", make: link("in", "."), ok: true},
		{name: "self", make: link("b.txt", "b.txt"), ok: true},
		{name: "zero", make: link("b.txt", "/dev/zero"), ok: true},
		{name: "dangling", make: link("b.txt", "nowhere"), ok: true},
		{name: "fifo", make: func(t *testing.T, dir string) {
			put(t, dir, "a.txt", "نص")
			if err := syscall.Mkfifo(filepath.Join(dir, "b.txt"), 0o600); err != nil {
				t.Skip(err)
			}
		}, ok: true},
		{name: "nothing", make: func(*testing.T, string) {}, want: "no file to read"},
		{name: "aliases", make: manifest("a: &a [x,x]\nb: &b [*a,*a]\nworks: [*b]"), want: "corpus.yaml"},
		{name: "deep", make: manifest("works: " + strings.Repeat("[", 100_000)), want: "corpus.yaml"},
		{name: "large", make: manifest(strings.Repeat("# نص\n", 4<<20)), want: "corpus.yaml"},
		{name: "parent", make: manifest("works: [{id: x, files: ../a.txt}]"), want: "leads out of the folder"},
		{name: "round", make: manifest("works: [{id: x, files: .}]"), want: "not the folder"},
		{name: "binary", make: manifest("\x00\x01\x02"), want: "corpus.yaml"},
		{name: "metadata", make: func(t *testing.T, dir string) {
			put(t, dir, "a.txt", "نص")
			put(t, dir, "metadata.csv", "doc_id,title\n\""+strings.Repeat("x\n", 1<<20))
		}, ok: true},
	}
}

func put(t *testing.T, dir, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// zipped packs pairs of name and content.
func zipped(pairs ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		method := zip.Deflate
		if pairs[i] == "mimetype" {
			method = zip.Store
		}
		w, _ := z.CreateHeader(&zip.FileHeader{Name: pairs[i], Method: method})
		_, _ = io.WriteString(w, pairs[i+1])
	}
	_ = z.Close()
	return b.String()
}

// tarred packs pairs of name and content.
func tarred(pairs ...string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		_ = w.WriteHeader(&tar.Header{Name: pairs[i], Size: int64(len(pairs[i+1])), Mode: 0o644, Typeflag: tar.TypeReg})
		_, _ = io.WriteString(w, pairs[i+1])
	}
	_ = w.Close()
	return b.String()
}

// gzipped packs one file.
func gzipped(content string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, content)
	_ = z.Close()
	return b.String()
}

// TestHostile reads and analyses every hostile input: each ends in a clear
// error or in a clean result, in time and within memory.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("a minute of work")
	}
	all := hostiles()
	if len(all) < 60 {
		t.Fatalf("%d hostile inputs, want 60", len(all))
	}
	for _, h := range all {
		t.Run(fmt.Sprintf("%q", h.name), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), h.name)
			if h.make != nil {
				if err := os.Mkdir(path, 0o700); err != nil {
					t.Fatal(err)
				}
				h.make(t, path)
			} else if err := os.WriteFile(path, []byte(h.raw), 0o600); err != nil {
				t.Skip(err) // the system allows no such name
			}
			h.raw = ""
			var opt read.Options
			if h.opt != nil {
				h.opt(&opt)
			}
			began := time.Now()
			peak := watchMemory()
			works, err := attack(t, path, opt)
			if took, most := time.Since(began), peak(); took > hostileTime || most > hostileMemory {
				t.Errorf("took %.1f s and %d MB", took.Seconds(), most>>20)
			} else {
				t.Logf("%.2f s, %d MB, %d works, %v", took.Seconds(), most>>20, works, err)
			}
			switch {
			case h.want != "" && (err == nil || !strings.Contains(err.Error(), h.want)):
				t.Errorf("error is %v, want %s", err, h.want)
			case h.ok && (err != nil || works == 0):
				t.Errorf("%d works, error is %v, want a clean result", works, err)
			case err != nil && len(err.Error()) > 2000:
				t.Errorf("the error has %d bytes", len(err.Error()))
			}
		})
	}
}

// attack opens, lists, reads and analyses an input, and returns the number of
// works read and the first error.
func attack(t *testing.T, path string, opt read.Options) (works int, err error) {
	t.Helper()
	in, err := read.Open(opt, nil, path)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	_, analyses, err := Analyses(t.Context(), Input{Input: in, Options: opt}, Config{Topics: "none", Workers: 1}, &lexicon.Lexicon{})
	if err != nil {
		return 0, err
	}
	for a, bad := range analyses {
		var syntax *read.SyntaxError
		switch {
		case errors.As(bad, &syntax):
			err = errors.Join(err, bad)
		case bad != nil:
			t.Fatalf("not an error of one file: %v", bad)
		case !utf8.ValidString(a.Doc.Text):
			t.Fatal("the text is not UTF-8")
		default:
			works++
		}
	}
	return works, err
}

// watchMemory measures the memory in use until the function that it returns is
// called, which returns the most.
func watchMemory() func() uint64 {
	runtime.GC()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	before := sample[0].Value.Uint64() // the hostile corpus itself
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		for {
			metrics.Read(sample)
			most = max(most, sample[0].Value.Uint64())
			select {
			case <-stop:
				done <- most - min(most, before)
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		close(stop)
		return <-done
	}
}

// TestTruncations cuts files of each format at every kilobyte.
func TestTruncations(t *testing.T) {
	files, err := filepath.Glob("../stages/read/testdata/*/*.*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		switch filepath.Ext(file) {
		case ".docx", ".odt", ".html", ".epub", ".pdf", ".tei", ".md", ".txt":
		default:
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			step := 1024
			if testing.Short() {
				step = 16 * 1024
			}
			for cut := 0; cut < len(raw); cut += step {
				path := filepath.Join(t.TempDir(), "cut"+filepath.Ext(file))
				if err := os.WriteFile(path, raw[:cut], 0o600); err != nil {
					t.Fatal(err)
				}
				works, err := attack(t, path, read.Options{})
				if err != nil && !strings.Contains(err.Error(), "cut") {
					t.Errorf("cut at %d: the error names no file: %v", cut, err)
				}
				if err == nil && works == 0 {
					t.Errorf("cut at %d: neither a work nor an error", cut)
				}
			}
		})
	}
}
