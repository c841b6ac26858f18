package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"fusul/pipeline"
)

type initCommand struct {
	File  string `arg:"" optional:"" default:"fusul.yaml" help:"The file to write."`
	Force bool   `help:"Overwrite the file if it is there."`
}

// Run writes the settings file.
func (c *initCommand) Run(e *env) error {
	mode := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if c.Force {
		mode = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(c.File, mode, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already; --force overwrites it", c.File)
	}
	if err != nil {
		return err
	}
	err = pipeline.Defaults().WriteYAML(f)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil && !e.quiet {
		e.say("wrote %s", c.File)
	}
	return err
}

type versionCommand struct {
	Bill bool `help:"Print the bill of materials (CycloneDX)."`
}

// Run prints the version.
func (c *versionCommand) Run(e *env) error {
	if c.Bill {
		return billOfMaterials(e.stdout)
	}
	_, err := fmt.Fprintln(e.stdout, "fusul", pipeline.Version)
	return err
}
