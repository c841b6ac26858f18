package read

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"unicode/utf8"
)

// fuzzLoad reads raw as the file name: it must be a sound document, whose text
// is what the encoding makes of the bytes, or a SyntaxError within the file.
func fuzzLoad(t *testing.T, name string, raw []byte) {
	fsys := mapFS(name, string(raw))
	doc, err := (Work{ID: "w", Files: []File{{Path: name}}}).Load(fsys, Options{MaxLine: 1 << 16})
	if err != nil {
		var bad *SyntaxError
		if !errors.As(err, &bad) || bad.Name != name || bad.Offset > int64(len(raw)) || bad.Msg == "" {
			t.Fatalf("Load(%q): %v", raw, err)
		}
		return
	}
	if err := check(doc); err != nil {
		t.Fatalf("Load(%q): %v", raw, err)
	}
	if containerOf(name, raw) != "" {
		return // its text is not its bytes
	}
	if d, err := decode(string(raw), doc.Sources[0].Encoding); err != nil || d.text != doc.Text {
		t.Fatalf("Load(%q): text %q, decoded %q, %v", raw, doc.Text, d.text, err)
	}
}

func FuzzPlain(f *testing.F) {
	for _, e := range encodings {
		for _, s := range prose {
			f.Add([]byte(encode(s, e.name, e.bom)))
		}
	}
	f.Add([]byte("chapter\xff"))
	f.Add([]byte("\xFF\xFE\x00\xD8"))
	f.Fuzz(func(t *testing.T, raw []byte) { fuzzLoad(t, "a.txt", raw) })
}

func FuzzOpenITI(f *testing.F) {
	f.Add([]byte(oldOpenITI))
	f.Add([]byte(newOpenITI))
	f.Add([]byte("######OpenITI#\r{\r\"a\": 1\r}\r# |\r### |EDITOR|\r~~PageV01P001"))
	f.Fuzz(func(t *testing.T, raw []byte) { fuzzLoad(t, "a.mARkdown", raw) })
}

func FuzzMarkdown(f *testing.F) {
	f.Add([]byte("---\ntitle: x\n---\n# عنوان {#a}\n\n> - **نص** [رابط](x \"y\")[^1] `a` <b>&amp;</b>\n\n[^1]: ح\n    ح\n\n|a|b|\n|-|-|\n|c|d|\n"))
	f.Add([]byte("a\n===\n```\n> x\n```\n<!-- x\n\n--> y \\* ~~z~~ _w_ ![a][b]\n:::\n[a]: http://x\n"))
	f.Fuzz(func(t *testing.T, raw []byte) { fuzzLoad(t, "a.md", raw) })
}

// FuzzDecode: whatever the bytes, each encoding gives UTF-8 or an error within
// them, and the one that is found is the one that is found again.
func FuzzDecode(f *testing.F) {
	for _, e := range encodings {
		f.Add([]byte(encode(prose[0], e.name, e.bom)))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, name := range append([]string{""}, strings.Split(encodingNames, ", ")...) {
			d, err := decode(string(raw), name)
			var bad *SyntaxError
			if err != nil {
				if !errors.As(err, &bad) || bad.Offset < 0 || bad.Offset > int64(len(raw)) {
					t.Fatalf("decode(%q, %q): %v", raw, name, err)
				}
				continue
			}
			if !utf8.ValidString(d.text) || name != "" && d.encoding != name {
				t.Fatalf("decode(%q, %q) = %q as %s", raw, name, d.text, d.encoding)
			}
		}
	})
}

// FuzzRoundTrip: what is written in an encoding is read back from it.
func FuzzRoundTrip(f *testing.F) {
	for _, s := range prose {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' || r == 0x7F || r == '\uFEFF' || r == utf8.RuneError {
				return -1
			}
			return r
		}, s)
		for _, name := range []string{nameUTF8, nameUTF16LE, nameUTF16BE} {
			for _, bom := range []bool{false, true} {
				if d, err := decode(encode(s, name, bom), name); err != nil || d.text != s {
					t.Fatalf("%q in %s reads %q, %v", s, name, d.text, err)
				}
			}
		}
		for _, name := range []string{"windows-1256", "iso-8859-6"} {
			raw := encode(s, name, false)
			if d, err := decode(raw, name); err != nil || encode(d.text, name, false) != raw {
				t.Fatalf("%q in %s reads %q, %v", raw, name, d.text, err)
			}
		}
	})
}

// FuzzManifest: any corpus.yaml is followed or refused with its name, and what
// it says of a text gives a sound document.
func FuzzManifest(f *testing.F) {
	f.Add(manifestExample, "الفصل الأول\nنص\n")
	f.Add("works: [{files: book.txt, chapters: [الفصل, 2], exclude: [{from: 1, to: 2}, {heading: نص}]}]", "الفصل\nنص\nنص\n")
	f.Add("works: [{files: [book.txt, old.txt], id: x, chapters: files}]", "# عنوان\r\rنص")
	f.Fuzz(func(t *testing.T, manifest, content string) {
		files := manifestFiles()
		files["book.txt"] = content
		fsys := mapFS(corpusFS(files, manifest)...)
		corpus, err := List(fsys, Options{})
		if err != nil {
			if !strings.Contains(err.Error(), manifestName) && !strings.HasPrefix(err.Error(), "no file to read") {
				t.Fatalf("List(%q): %v", manifest, err)
			}
			return
		}
		for _, w := range corpus.Works {
			doc, err := w.Load(fsys, Options{})
			var bad *SyntaxError
			if err != nil && !errors.As(err, &bad) {
				t.Fatalf("Load(%q, %q): %v", manifest, content, err)
			}
			if err == nil {
				if err := check(doc); err != nil {
					t.Fatalf("Load(%q, %q): %v", manifest, content, err)
				}
			}
		}
	})
}

// FuzzZip: any archive is looked through and read, or refused.
func FuzzZip(f *testing.F) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"a.txt", "d/b.md", manifestName} {
		w, err := z.Create(name)
		if err != nil {
			f.Fatal(err)
		}
		if _, err := w.Write([]byte("# نص")); err != nil {
			f.Fatal(err)
		}
	}
	z.Close()
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, raw []byte) {
		opt, err := Options{MaxFile: 1 << 20}.withDefaults()
		if err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			return
		}
		if _, err := checkZip(z, int64(len(raw)), opt); err != nil {
			return
		}
		for doc, err := range Documents(z, opt) {
			if err != nil {
				continue
			}
			if err := check(doc); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// FuzzTEI: any TEI file is read, or refused with its name.
func FuzzTEI(f *testing.F) {
	for _, body := range []string{
		`<div><head>أول</head><p>نص<note n="1">حاشية</note></p></div>`, `<lg><l>صدر</l></lg><pb n="1"/><table><row><cell>أ</cell></row></table>`,
		`<list type="ordered"><item>أ<choice><sic>ب</sic><corr>ج</corr></choice></item></list><note xml:id="n">ح</note><ref type="note" target="#n">1</ref>`,
		`<p><table><row><note><table><cell>`, `<figure><head>x</head></figure><quote><p>q</p></quote>`,
	} {
		f.Add(teiOf(body))
	}
	f.Fuzz(func(t *testing.T, raw string) {
		fuzzWork(t, Work{ID: "w", Files: []File{{Path: "a.tei", Format: TEI}}}, mapFS("a.tei", raw))
	})
}

// FuzzTable: any table of works is listed and read, or refused with its name.
func FuzzTable(f *testing.F) {
	f.Add("doc_id,text\nأ,نص\n", "a.csv")
	f.Add("text;x\n\"a\n\"\"b\";1\n", "a.csv")
	f.Add("text\tx\na\tb", "a.tsv")
	f.Add(`{"text":"نص","id":1,"l":[1,"a"],"o":{}}`+"\n{", "a.jsonl")
	f.Add("PAR1", "a.parquet")
	f.Fuzz(func(t *testing.T, raw, name string) {
		if tableFormat(name) == "" || !fs.ValidPath(name) || strings.ContainsAny(name, "/\\*?[") {
			return
		}
		fsys := mapFS(name, raw)
		opt := Options{MaxCell: 1 << 20, MaxPart: 1 << 20}
		corpus, err := List(fsys, opt)
		if err != nil {
			return
		}
		for _, w := range corpus.Works {
			fuzzWork(t, w, fsys)
		}
	})
}

// fuzzWork loads a work and checks what comes of it.
func fuzzWork(t *testing.T, w Work, fsys fs.FS) {
	doc, err := w.Load(fsys, Options{})
	var bad *SyntaxError
	if err != nil && (!errors.As(err, &bad) || bad.Name == "") {
		t.Fatalf("error without a file: %v", err)
	}
	if err == nil {
		if err := check(doc); err != nil {
			t.Fatal(err)
		}
	}
}

// FuzzArchive: any archive is unpacked and read, or refused.
func FuzzArchive(f *testing.F) {
	inner := packGzip(packTar("a.txt", "نص", "d/b.txt", "نص"))
	for _, raw := range []string{packTar("a.txt", "نص"), inner, packZip(f, "in.tgz", inner), packGzip("نص")} {
		f.Add([]byte(raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		opt := Options{MaxFile: 1 << 20, MaxUnpacked: 1 << 20, MaxFiles: 100}
		in, err := Open(opt, bytes.NewReader(raw), "-")
		if err != nil {
			return
		}
		defer in.Close()
		corpus, err := in.List(opt)
		if err != nil {
			return
		}
		for _, w := range corpus.Works {
			fuzzWork(t, w, in.FS)
		}
	})
}
