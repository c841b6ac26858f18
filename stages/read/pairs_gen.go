//go:build ignore

// Pairs_gen writes pairs.txt: for each letter, the letters that do not follow
// it in Arabic. It reads a list of words with their counts, "word TAB count"
// lines compressed by gzip, from the path that is its argument.
//
//	go run pairs_gen.go word_counts.tsv.gz > pairs.txt
package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"
)

// letters are the letters of Arabic, as far as windows-1256 and ISO-8859-6
// both have them. The edge of a word stands before them, as '_'.
const letters = "_ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"

// edge stands for the edge of a word.
const edge = '_'

// rare is the share of all pairs below which a pair counts as impossible. The
// 377 pairs below it make up 0.007 % of the running pairs of the list.
const rare = 2e-6

func main() {
	log.SetFlags(0)
	f, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		log.Fatal(err)
	}
	alphabet := []rune(letters)
	counts := make(map[[2]rune]float64)
	total := 0.0
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		word, number, _ := strings.Cut(lines.Text(), "\t")
		n, err := strconv.ParseFloat(number, 64)
		if err != nil || strings.Trim(word, letters[1:]) != "" {
			continue
		}
		before := edge
		for _, r := range word + string(edge) {
			counts[[2]rune{before, r}] += n
			before = r
			total += n
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
	fmt.Print(head)
	for _, a := range alphabet {
		fmt.Printf("%c\t", a)
		for _, b := range alphabet {
			if counts[[2]rune{a, b}] < rare*total && (a != edge || b != edge) {
				fmt.Printf("%c", b)
			}
		}
		fmt.Println()
	}
}

const head = `# Letter pairs that do not occur in Arabic: a letter, TAB, the letters that do
# not follow it; _ is the edge of a word. Made by pairs_gen.go from counts of
# 338,570 word types in 117 million running words of Arabic books (OpenITI:
# Hindawi, 300 AH, 1350 AH). The counts are figures; nothing of the books is here.
`
