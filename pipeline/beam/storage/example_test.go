package storage_test

import (
	"context"
	"fmt"
	"io/fs"
	"log"
	"os"

	"fusul/pipeline/beam/storage"
)

func Example() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	f, err := storage.Create(context.Background(), "file://"+dir)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	if err := f.Write("shelf/بحر.txt", []byte("ركب الصياد البحر.")); err != nil {
		log.Fatal(err)
	}
	text, err := fs.ReadFile(f, "shelf/بحر.txt")
	fmt.Println(string(text), err)
	// Output: ركب الصياد البحر. <nil>
}
