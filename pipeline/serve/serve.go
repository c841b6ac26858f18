// Package serve shows the report of an output folder to the browser of this
// machine, over all rows, for corpora too large for one file.
//
// Nothing leaves the machine and nothing is written: the server listens on
// 127.0.0.1 only, answers only to reading, only under an address that holds a
// random token, and only where the request names this server as its host, so
// that no page of the web can ask it anything.
package serve

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"net"
	"net/http"
	"strconv"
	"strings"

	"fusul/stages/report"
)

// pageLength is the number of passages of one answer.
const pageLength = 50

// A Server answers for one output folder.
type Server struct {
	out   *report.Output
	lang  string
	token string
	hosts [2]string // by which it may be called
}

// New returns a server of the output folder dir, which is called at address
// (host and port). lang is the language that the page opens in.
func New(dir, lang, address string) (*Server, error) {
	out, err := report.Open(dir)
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	random := make([]byte, 16)
	rand.Read(random) // it never fails
	return &Server{out: out, lang: lang, token: hex.EncodeToString(random), hosts: [2]string{"127.0.0.1:" + port, "localhost:" + port}}, nil
}

// URL returns the address to open.
func (s *Server) URL() string { return "http://" + s.hosts[0] + "/" + s.token + "/" }

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cache-Control", "no-store")
	if r.Host != s.hosts[0] && r.Host != s.hosts[1] {
		http.Error(w, "this server answers to "+s.hosts[0]+" only", http.StatusMisdirectedRequest)
		return
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
		http.Error(w, "other sites may not ask", http.StatusForbidden)
		return
	}
	token, path, _ := strings.Cut(strings.TrimPrefix(r.URL.EscapedPath(), "/"), "/")
	if subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) != 1 {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "nothing can be written here", http.StatusMethodNotAllowed)
		return
	}
	s.answer(w, r, path)
}

// answer gives what stands at path behind the token. Paths are names of
// questions and never of files.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, path string) {
	q := r.URL.Query()
	offset, _ := strconv.ParseInt(q.Get("offset"), 10, 64)
	offset = max(offset, 0)
	switch {
	case path == "":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := s.out.WriteServed(w, s.lang); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	case path == "evidence":
		l, err := s.out.Evidence(r.Context(), q.Get("key"), offset, pageLength)
		give(w, l, err)
	case path == "search":
		l, err := s.out.Search(r.Context(), q.Get("q"), offset, pageLength)
		give(w, l, err)
	case strings.HasPrefix(path, "work/"):
		i, err := strconv.Atoi(path[len("work/"):])
		if err != nil || i < 0 || i >= s.out.Works() {
			http.NotFound(w, r)
			return
		}
		p, err := s.out.Work(i)
		give(w, p, err)
	default:
		http.NotFound(w, r)
	}
}

// give writes v as JSON.
func give(w http.ResponseWriter, v any, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	json.NewEncoder(w).Encode(v) // an error is that of a reader who has gone
}
