package command

import (
	"path/filepath"
	"strings"

	"fusul/pipeline/export"
)

type exportCommand struct {
	Dir    string   `arg:"" optional:"" help:"Output folder of a run." default:"out"`
	Format string   `help:"csv, jsonl or xlsx." enum:"csv,jsonl,xlsx" default:"csv"`
	To     string   `help:"Folder for the files; a folder named for the format in the output folder if empty." placeholder:"FOLDER"`
	Table  []string `short:"t" help:"Only this table; may be repeated." placeholder:"NAME"`
	BOM    bool     `name:"bom" help:"Begin CSV files with a byte order mark, so that Excel reads Arabic right."`
}

// Help is shown under export --help.
func (*exportCommand) Help() string {
	return `The Parquet tables are the result; this writes them again for programs that read none.
An Excel file has a sheet for each table, from right to left.

Examples:
  fusul export out                                   out/csv/chapters.csv and so on
  fusul export out --format xlsx --to .              ./tables.xlsx
  fusul export out --bom -t matches -t dictionary_counts
  fusul export out --format jsonl -t matches`
}

// Run writes the files.
func (c *exportCommand) Run(e *env) error {
	if c.BOM && c.Format != "csv" {
		return &usageError{"a byte order mark is for --format csv"}
	}
	if err := e.settle(c.Dir); err != nil {
		return err
	}
	to := c.To
	if to == "" {
		to = filepath.Join(c.Dir, c.Format)
	}
	written, err := export.Write(c.Dir, to, export.Options{Format: c.Format, Tables: c.Table, BOM: c.BOM})
	if err != nil {
		return err
	}
	for _, w := range written {
		if len(w.TooLong) > 0 {
			e.say("left out, since Excel holds no more than 1,048,576 rows: %s", strings.Join(w.TooLong, ", "))
		}
		if w.Cut > 0 {
			e.say("%s cut, since a cell of Excel holds no more than 32,767 letters", plural(int64(w.Cut), "cell"))
		}
	}
	if !e.quiet {
		var rows int64
		for _, w := range written {
			rows += w.Rows
		}
		e.say("wrote %s to %s, %s", plural(int64(len(written)), "file"), filepath.ToSlash(to), plural(rows, "row"))
	}
	return nil
}
