// Command oracle answers, as Helm does, what values mean.
//
// It reads one job a line from standard input and prints the job with its answer.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/strvals"
	"sigs.k8s.io/yaml"
)

// job is a question and, once asked, its answer: JSON or an error.
type job struct {
	// Kind is yaml, set, set-string, set-json, set-file, set-literal or coalesce.
	Kind string `json:"kind"`
	// Text is the values text or the argument.
	Text string `json:"text"`
	// Base is what an argument is set into, or the chart's defaults; YAML.
	Base string `json:"base,omitempty"`
	// Refused says why the chart refuses what Helm takes.
	Refused string `json:"refused,omitempty"`
	// JSON is the answer.
	JSON json.RawMessage `json:"json,omitempty"`
	// Error is Helm's refusal.
	Error string `json:"error,omitempty"`
}

func main() {
	log.SetOutput(os.Stderr)
	out := bufio.NewWriter(os.Stdout)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	for in.Scan() {
		var asked job
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			log.Fatalf("%s: %v", in.Text(), err)
		}
		asked.JSON, asked.Error = nil, ""
		if values, err := answer(asked); err != nil {
			asked.Error = err.Error()
		} else if asked.JSON, err = encode(values); err != nil {
			asked.Error = err.Error()
		}
		line, err := encode(asked)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Fprintf(out, "%s\n", line)
	}
	if err := in.Err(); err != nil {
		log.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
}

func answer(asked job) (map[string]interface{}, error) {
	if asked.Kind == "yaml" {
		return read(asked.Text)
	}
	base, err := read(asked.Base)
	if err != nil {
		return nil, err
	}
	switch asked.Kind {
	case "set":
		err = strvals.ParseInto(asked.Text, base)
	case "set-string":
		err = strvals.ParseIntoString(asked.Text, base)
	case "set-json":
		err = strvals.ParseJSON(asked.Text, base)
	case "set-file":
		err = strvals.ParseIntoFile(asked.Text, base, file)
	case "set-literal":
		err = strvals.ParseLiteralInto(asked.Text, base)
	case "coalesce":
		var values map[string]interface{}
		if values, err = read(asked.Text); err != nil {
			return nil, err
		}
		return chartutil.CoalesceValues(&chart.Chart{Metadata: &chart.Metadata{Name: "chart"}, Values: base}, values)
	default:
		err = fmt.Errorf("unknown kind %q", asked.Kind)
	}
	return base, err
}

// file reads one of the files that the jobs name: each holds its name in brackets.
func file(name []rune) (interface{}, error) {
	switch string(name) {
	case "f", "g", "a b", "x,y", "{z}":
		return fmt.Sprintf("<%s>\n", string(name)), nil
	}
	return nil, fmt.Errorf("open %s: no such file or directory", string(name))
}

// read reads a values file as `helm -f` does.
func read(text string) (map[string]interface{}, error) {
	values := map[string]interface{}{}
	err := yaml.Unmarshal([]byte(text), &values)
	if values == nil {
		values = map[string]interface{}{}
	}
	return values, err
}

func encode(value interface{}) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimSpace(buffer.Bytes()), err
}
