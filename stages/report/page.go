package report

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
)

//go:embed assets
var assets embed.FS

// scripts are the files of the page's program, in the order in which they
// are joined.
var scripts = []string{
	"words.js", "dom.js", "data.js", "state.js", "chart.js", "figure.js",
	"evidence.js", "overview.js", "theory.js", "words_view.js", "network.js", "topics.js",
	"measures.js", "reading.js", "compare.js", "search.js", "methods.js", "main.js",
}

// joined returns the style and the program of the page.
func joined() (style, script string, err error) {
	css, err := assets.ReadFile("assets/style.css")
	if err != nil {
		return "", "", err
	}
	var b strings.Builder
	b.WriteString("'use strict';\n(() => {\n")
	for _, name := range scripts {
		js, err := assets.ReadFile("assets/" + name)
		if err != nil {
			return "", "", err
		}
		b.Write(js)
		b.WriteByte('\n')
	}
	b.WriteString("})();\n")
	return string(css), b.String(), nil
}

// hashSource is how a Content-Security-Policy names inline content.
func hashSource(content string) string {
	sum := sha256.Sum256([]byte(content))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// policy allows the page's own style and script and nothing else. connect is
// what it may fetch: nothing, where it is a file.
func policy(style, script, connect string) string {
	return "default-src 'none'; script-src " + hashSource(script) + "; style-src " + hashSource(style) +
		"; img-src data: blob:; connect-src " + connect + "; base-uri 'none'; form-action 'none'"
}

var page = template.Must(template.ParseFS(assets, "assets/page.html"))

// writePage writes the page with blocks of data, the corpus first. server is
// the mark that tells the page to ask its server for the rest.
func writePage(w io.Writer, lang, server string, blocks []any) error {
	style, script, err := joined()
	if err != nil {
		return err
	}
	connect := "'none'"
	if server != "" {
		connect = "'self'"
	}
	view := struct {
		Lang, Dir, Policy, Server string
		Style                     template.CSS
		Script                    template.JS
		Blocks                    []template.HTML // base64: letters, digits, + / =
	}{Lang: lang, Dir: "rtl", Policy: policy(style, script, connect), Server: server, Style: template.CSS(style), Script: template.JS(script)}
	if lang == "en" {
		view.Dir = "ltr"
	}
	for _, b := range blocks {
		packed, err := pack(b)
		if err != nil {
			return err
		}
		view.Blocks = append(view.Blocks, template.HTML(packed))
	}
	return page.Execute(w, view)
}

// pack returns v as JSON, gzipped, in base64.
func pack(v any) (string, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.DefaultCompression)
	if err != nil {
		return "", err
	}
	enc := json.NewEncoder(z)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "", err
	}
	if err := z.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), nil
}
