// Fusul reads Arabic works, splits them into chapters, finds every inflected
// form of a theory vocabulary, and writes tables and topics.
//
//	fusul run                      the embedded sample, into the folder out
//	fusul run thesis/ --out results
//	fusul kwic "الأمن الجماعي" thesis/
//	fusul check thesis/
//
// fusul --help lists every command, fusul COMMAND --help its flags.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"fusul/pipeline/command"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, func() { // a worker in a long book does not look up for seconds
		time.Sleep(800 * time.Millisecond)
		fmt.Fprintln(os.Stderr, "fusul: "+command.Interrupted)
		os.Exit(1)
	})
	os.Exit(command.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
