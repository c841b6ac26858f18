package serve_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fusul/pipeline"
	"fusul/pipeline/serve"
	"fusul/stages/read"
	"fusul/stages/table"
)

const work = `الفصل الأول: الواقعية

يرى الواقعيون أن القُوّة هي لغة السياسة الدولية، وأن توازن القوى يحفظ السلام بين الدول.

الفصل الثاني: الليبرالية

وترى الليبرالية أن التعاون ممكن، وأن القوة ليست كل شيء.
`

const address = "127.0.0.1:4321"

// start runs a corpus of several works and returns a server of its output.
func start(t *testing.T) (*serve.Server, string) {
	t.Helper()
	in, out := t.TempDir(), t.TempDir()
	for _, name := range []string{"a.txt", "b.txt", "c.txt"} {
		text := work
		if name == "b.txt" {
			text = strings.Repeat(work, 40)
		}
		if err := os.WriteFile(filepath.Join(in, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	src, err := read.Open(read.Options{}, nil, in)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if _, err := pipeline.Run(context.Background(), pipeline.Input{Input: src}, pipeline.Config{Out: out, Topics: "none"}, func(string, int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	s, err := serve.New(out, "ar", address)
	if err != nil {
		t.Fatal(err)
	}
	return s, out
}

// ask sends a request to the server.
func ask(s http.Handler, method, url string, change func(*http.Request)) *http.Response {
	r := httptest.NewRequest(method, url, nil)
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

// TestRefusals sends what must not be answered.
func TestRefusals(t *testing.T) {
	s, out := start(t)
	base := s.URL()
	if !strings.HasPrefix(base, "http://"+address+"/") || len(base) < len("http://"+address+"/")+33 {
		t.Fatalf("address %q", base)
	}
	before := files(t, out)
	for _, c := range []struct {
		name, method, url string
		change            func(*http.Request)
		want              int
	}{
		{"the page", "GET", base, nil, 200},
		{"its head", "HEAD", base, nil, 200},
		{"by the name localhost", "GET", base, func(r *http.Request) { r.Host = "localhost:4321" }, 200},
		{"another host", "GET", base, func(r *http.Request) { r.Host = "evil.example:4321" }, 421},
		{"another host that resolves here", "GET", base, func(r *http.Request) { r.Host = "127.0.0.1.evil.example" }, 421},
		{"another port", "GET", base, func(r *http.Request) { r.Host = "127.0.0.1:80" }, 421},
		{"no host", "GET", base, func(r *http.Request) { r.Host = "" }, 421},
		{"another site", "GET", base, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
		{"no token", "GET", "http://" + address + "/", nil, 404},
		{"a wrong token", "GET", "http://" + address + "/" + strings.Repeat("0", 32) + "/", nil, 404},
		{"half a token", "GET", base[:len(base)-10], nil, 404},
		{"a token and more", "GET", base[:len(base)-1] + "0/", nil, 404},
		{"a file above", "GET", base + "../datapackage.json", nil, 404},
		{"a file above, escaped", "GET", base + "%2e%2e/%2e%2e/etc/passwd", nil, 404},
		{"a file above behind a name", "GET", base + "work/../../../etc/passwd", nil, 404},
		{"a file above, slash escaped", "GET", base + "work%2f..%2f..%2fetc%2fpasswd", nil, 404},
		{"a table", "GET", base + "matches.parquet", nil, 404},
		{"a work that is none", "GET", base + "work/3", nil, 404},
		{"a work before the first", "GET", base + "work/-1", nil, 404},
		{"a work by a name", "GET", base + "work/a", nil, 404},
		{"writing", "POST", base, nil, 405},
		{"writing a file", "PUT", base + "work/0", nil, 405},
		{"deleting", "DELETE", base + "work/0", nil, 405},
		{"changing", "PATCH", base, nil, 405},
		{"asking what may be done", "OPTIONS", base, nil, 405},
	} {
		r := ask(s, c.method, c.url, c.change)
		if r.StatusCode != c.want {
			t.Errorf("%s: status %d, want %d", c.name, r.StatusCode, c.want)
		}
		if body, _ := io.ReadAll(r.Body); r.StatusCode != 200 && strings.Contains(string(body), strings.Split(base, "/")[3]) {
			t.Errorf("%s: the answer tells the token", c.name)
		}
		for _, h := range []string{"X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"} {
			if r.Header.Get(h) == "" {
				t.Errorf("%s: no %s", c.name, h)
			}
		}
		if r.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: other origins are let in", c.name)
		}
	}
	if after := files(t, out); after != before {
		t.Errorf("the folder changed: %s, then %s", before, after)
	}
	other, _ := start(t)
	if other.URL() == base {
		t.Error("two servers have one token")
	}
}

// files lists the files of a folder.
func files(t *testing.T, dir string) string {
	t.Helper()
	var names []string
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		names = append(names, path, info.ModTime().String())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, " ")
}

// answer is what a listing says.
type answer struct {
	Total int64
	Rows  []struct {
		Doc     string `json:"doc_id"`
		Start   int64  `json:"start_byte"`
		Keyword string
	}
}

// TestPaging turns all pages of the evidence of a key and of a search, and
// checks that they are the rows of matches.
func TestPaging(t *testing.T) {
	s, out := start(t)
	matches, err := table.Read[table.MatchRow](out, "matches")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		query string
		ok    func(table.MatchRow) bool
	}{
		{"evidence?key=concept.power", func(m table.MatchRow) bool {
			return m.Counted && m.CountsFrom <= 2 && (m.KeyPath == "concept.power" || strings.HasPrefix(m.KeyPath, "concept.power."))
		}},
		{"search?q=%D9%84%D8%BA%D8%A9", func(m table.MatchRow) bool {
			return strings.Contains(m.Before+" "+m.Keyword+" "+m.After, "لغة")
		}},
	} {
		var want []table.MatchRow
		for _, m := range matches {
			if c.ok(m) {
				want = append(want, m)
			}
		}
		if len(want) < 80 {
			t.Fatalf("%s: only %d passages", c.query, len(want))
		}
		got := 0
		for offset := 0; offset < len(want); offset += 50 {
			var a answer
			r := ask(s, "GET", s.URL()+c.query+"&offset="+json.Number(itoa(offset)).String(), nil)
			if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
				t.Fatal(err)
			}
			if a.Total != int64(len(want)) {
				t.Fatalf("%s: total %d, want %d", c.query, a.Total, len(want))
			}
			for _, row := range a.Rows {
				if m := want[got]; row.Doc != m.Doc || row.Start != m.Start || row.Keyword != m.Keyword {
					t.Fatalf("%s: passage %d is %v, want that at %s %d", c.query, got, row, m.Doc, m.Start)
				}
				got++
			}
		}
		if got != len(want) {
			t.Errorf("%s: %d passages, want %d", c.query, got, len(want))
		}
	}
}

func itoa(n int) string {
	data, _ := json.Marshal(n)
	return string(data)
}

// TestWork checks that a work is answered whole, by itself.
func TestWork(t *testing.T) {
	s, out := start(t)
	matches, err := table.Read[table.MatchRow](out, "matches")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{}
	for _, m := range matches {
		want[m.Doc]++
	}
	for i, doc := range []string{"a", "b", "c"} {
		var p struct {
			Doc    string                      `json:"doc_id"`
			Tables map[string]map[string][]any `json:"tables"`
			Text   *struct{ Text []string }
		}
		r := ask(s, "GET", s.URL()+"work/"+itoa(i), nil)
		if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
			t.Fatal(err)
		}
		if p.Doc != doc || len(p.Tables["matches"]["keyword"]) != want[doc] || p.Text == nil || len(p.Tables["chapters"]["chapter_id"]) == 0 {
			t.Errorf("work %d is %s with %d passages, want %s with %d", i, p.Doc, len(p.Tables["matches"]["keyword"]), doc, want[doc])
		}
	}
}
