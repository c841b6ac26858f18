package command

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"

	"fusul/pipeline"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help is shown under completion --help.
func (*completionCommand) Help() string {
	return `Examples:
  source <(fusul completion bash)                                 in ~/.bashrc
  fusul completion zsh > ~/.zfunc/_fusul
  fusul completion fish > ~/.config/fish/completions/fusul.fish`
}

// Run prints the completions of a shell.
func (c *completionCommand) Run(e *env, k *kong.Context) error {
	switch c.Shell {
	case "bash":
		bash(e.stdout, k.Model.Node)
	case "zsh":
		fmt.Fprintln(e.stdout, "#compdef fusul\nautoload -U bashcompinit && bashcompinit")
		bash(e.stdout, k.Model.Node)
	case "fish":
		fish(e.stdout, k.Model.Node)
	}
	return nil
}

// verbs returns the commands below a node that are shown.
func verbs(n *kong.Node) []*kong.Node {
	var all []*kong.Node
	for _, c := range n.Children {
		if c.Type == kong.CommandNode && !c.Hidden {
			all = append(all, c)
		}
	}
	return all
}

// words returns what may follow a command: its own commands and flags.
func words(n *kong.Node) string {
	var all []string
	for _, c := range verbs(n) {
		all = append(all, c.Name)
	}
	for _, group := range n.AllFlags(true) {
		for _, f := range group {
			all = append(all, "--"+f.Name)
		}
	}
	return strings.Join(all, " ")
}

// bash prints a function that completes the first word after the commands, and
// flags; names of files are the shell's.
func bash(w io.Writer, root *kong.Node) {
	fmt.Fprint(w, "_fusul() {\n  local words=\"\" path=\"\" i\n  for ((i = 1; i < COMP_CWORD; i++)); do\n    case \"${COMP_WORDS[i]}\" in -*) ;; *) path=\"$path ${COMP_WORDS[i]}\" ;; esac\n  done\n  case \"$path \" in\n")
	for _, c := range verbs(root) {
		for _, d := range verbs(c) {
			fmt.Fprintf(w, "    ' %s %s '*) words=\"%s\" ;;\n", c.Name, d.Name, words(d))
		}
		fmt.Fprintf(w, "    ' %s '*) words=\"%s\" ;;\n", c.Name, words(c))
	}
	fmt.Fprintf(w, "    *) words=\"%s\" ;;\n  esac\n", words(root))
	fmt.Fprint(w, "  COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\ncomplete -o default -F _fusul fusul\n")
}

// fish prints a line for each command and flag.
func fish(w io.Writer, root *kong.Node) {
	for _, c := range verbs(root) {
		fmt.Fprintf(w, "complete -c fusul -n __fish_use_subcommand -a %s -d %q\n", c.Name, c.Help)
		for _, d := range verbs(c) {
			fmt.Fprintf(w, "complete -c fusul -n '__fish_seen_subcommand_from %s' -a %s -d %q\n", c.Name, d.Name, d.Help)
		}
		for _, f := range c.Flags {
			fmt.Fprintf(w, "complete -c fusul -n '__fish_seen_subcommand_from %s' -l %s -d %q\n", c.Name, f.Name, f.Help)
		}
	}
}

type manCommand struct{}

// Run prints the man page.
func (*manCommand) Run(e *env, k *kong.Context) error {
	w := e.stdout
	fmt.Fprintf(w, ".TH FUSUL 1 \"\" \"fusul %s\" \"User Commands\"\n.SH NAME\nfusul \\- Arabic works in, chapters, concepts, topics and tables out\n", pipeline.Version)
	fmt.Fprint(w, ".SH SYNOPSIS\n.B fusul\n.I command\n[\\fIflags\\fR] [\\fIpath\\fR ...]\n.SH COMMANDS\n")
	for _, c := range verbs(k.Model.Node) {
		manVerb(w, "", c)
	}
	fmt.Fprint(w, ".SH EXIT STATUS\n0 done, 1 failed, 2 misused.\n.SH FILES\n.TP\nfusul.yaml\nSettings, read where it lies in the current folder; fusul init writes one.\n")
	return nil
}

// manVerb prints a command, its flags, and the commands below it.
func manVerb(w io.Writer, above string, n *kong.Node) {
	name := strings.TrimSpace(above + " " + n.Name)
	fmt.Fprintf(w, ".SS fusul %s\n%s\n", name, roff(n.Help))
	if n.Detail != "" {
		fmt.Fprintf(w, ".PP\n.nf\n%s\n.fi\n", roff(n.Detail))
	}
	for _, f := range n.Flags {
		fmt.Fprintf(w, ".TP\n.B \\-\\-%s\n%s\n", roff(f.Name), roff(f.Help))
	}
	for _, c := range verbs(n) {
		manVerb(w, name, c)
	}
}

// roff escapes text for a man page.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}

// billOfMaterials prints what the program was built of, in CycloneDX.
func billOfMaterials(w io.Writer) error {
	type component struct {
		Type    string `json:"type"`
		Name    string `json:"name"`
		Version string `json:"version"`
		PURL    string `json:"purl,omitempty"`
	}
	bom := struct {
		Format     string      `json:"bomFormat"`
		Spec       string      `json:"specVersion"`
		Version    int         `json:"version"`
		Metadata   any         `json:"metadata"`
		Components []component `json:"components"`
	}{Format: "CycloneDX", Spec: "1.5", Version: 1}
	bom.Metadata = map[string]any{"component": component{Type: "application", Name: "fusul", Version: pipeline.Version}}
	info, ok := debug.ReadBuildInfo()
	if ok {
		bom.Components = append(bom.Components, component{"platform", "go", strings.TrimPrefix(info.GoVersion, "go"), ""})
		for _, m := range info.Deps {
			bom.Components = append(bom.Components, component{"library", m.Path, m.Version, "pkg:golang/" + m.Path + "@" + m.Version})
		}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(bom)
}
