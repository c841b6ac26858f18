package command

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"fusul/pipeline/serve"
)

type serveCommand struct {
	Dir  string `arg:"" optional:"" help:"Output folder of a run." default:"out"`
	Port int    `help:"Port of 127.0.0.1 to listen on; 0 takes a free one." default:"0"`
	Lang string `help:"Language the report opens in: ar or en." enum:"ar,en" default:"ar"`
}

// Help is shown under serve --help.
func (*serveCommand) Help() string {
	return `Shows the report over all rows of an output folder, for corpora too large for one file.
It prints the address to open. It listens on 127.0.0.1 only, the address holds a random
token, and nothing can be written. End it with Ctrl-C.

Examples:
  fusul serve out
  fusul serve results --port 8080 --lang en`
}

// Run serves until it is interrupted.
func (c *serveCommand) Run(e *env) error {
	if c.Port < 0 || c.Port > 65535 {
		return &usageError{fmt.Sprintf("port is %d, must be from 0 to 65535", c.Port)}
	}
	if err := e.settle(c.Dir); err != nil {
		return err
	}
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(c.Port)))
	if err != nil {
		return err
	}
	defer l.Close()
	s, err := serve.New(c.Dir, c.Lang, l.Addr().String())
	if err != nil {
		return err
	}
	fmt.Fprintln(e.stdout, s.URL())
	if !e.quiet {
		e.say("open this address in a browser; Ctrl-C ends it")
	}
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 1 << 16}
	stop := context.AfterFunc(e.ctx, func() { server.Close() })
	defer stop()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
