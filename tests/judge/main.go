// The judge reads YAML as Kubernetes and Helm read it and says what they see.
//
// It answers one JSON line on standard output for each JSON line on standard input, so that one
// process serves a whole test run:
//
//	{"verb":"decode","text":"…"}     every document, decoded strictly into its type of k8s.io/api
//	{"verb":"values","text":"…"}     a values file, as Helm hands it to templates
//	{"verb":"manifest","text":"…"}   one document as it goes to the API server, whatever it holds
//	{"verb":"roundtrip","text":"…"}  the text that Helm 4 stores for a post-rendered stream
//
// An answer is {"documents":[…]} (JSON, one entry for each document), {"text":"…"} or {"error":"…"}.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"sigs.k8s.io/yaml"
)

type job struct {
	Verb string `json:"verb"`
	Text string `json:"text"`
}

type answer struct {
	Documents []json.RawMessage `json:"documents,omitempty"`
	Text      string            `json:"text,omitempty"`
	Error     string            `json:"error,omitempty"`
}

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "judge:", err)
		os.Exit(1)
	}
}

func serve() error {
	out := bufio.NewWriter(os.Stdout)
	answers := json.NewEncoder(out)
	answers.SetEscapeHTML(false)
	jobs := json.NewDecoder(os.Stdin)
	for jobs.More() {
		var next job
		if err := jobs.Decode(&next); err != nil {
			return fmt.Errorf("reading a job: %w", err)
		}
		given, err := attempt(next)
		if err != nil {
			given = answer{Error: err.Error()}
		}
		if err := answers.Encode(given); err != nil {
			return fmt.Errorf("writing an answer: %w", err)
		}
		if err := out.Flush(); err != nil {
			return fmt.Errorf("writing an answer: %w", err)
		}
	}
	return nil
}

// attempt turns a panic of a reader, which stops Helm too, into an error.
func attempt(next job) (given answer, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("panic: %v", problem)
		}
	}()
	return do(next)
}

func do(next job) (answer, error) {
	switch next.Verb {
	case "decode":
		documents, err := decode(next.Text)
		return answer{Documents: documents}, err
	case "values":
		document, err := values(next.Text)
		return answer{Documents: []json.RawMessage{document}}, err
	case "manifest":
		document, err := yaml.YAMLToJSON([]byte(next.Text))
		return answer{Documents: []json.RawMessage{document}}, err
	case "roundtrip":
		text, err := roundtrip(next.Text)
		return answer{Text: text}, err
	default:
		return answer{}, fmt.Errorf("unknown verb %q", next.Verb)
	}
}
