// Command oracle answers, as both Helms do, what values mean.
//
// It reads one job a line from standard input and prints the job with its answers.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
)

// job is a question and, once asked, its answers.
type job struct {
	// Kind is yaml, merge, coalesce, set, set-string, set-json, set-file or set-literal.
	Kind string `json:"kind"`
	// Text is the values text or the argument.
	Text string `json:"text"`
	// Base is the values file before it, or the chart's defaults; YAML.
	Base string `json:"base,omitempty"`
	// Refused says why the chart refuses what Helm takes.
	Refused string `json:"refused,omitempty"`
	// Follows names the Helm that the chart follows where they differ, and says why.
	Follows string `json:"follows,omitempty"`
	answer
	// Helm4 is the answer of Helm 4 where it differs.
	Helm4 *answer `json:"helm4,omitempty"`
}

// answer is what one Helm says.
type answer struct {
	JSON json.RawMessage `json:"json,omitempty"`
	// Error is the refusal, in words that nothing compares.
	Error string `json:"error,omitempty"`
}

// same says whether both mean the same to a user.
func (one answer) same(other answer) bool {
	return (one.Error == "") == (other.Error == "") && bytes.Equal(one.JSON, other.JSON)
}

func main() {
	// Helm logs what the answers show anyway.
	log.SetOutput(io.Discard)
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	folder, err := os.MkdirTemp("", "oracle")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := prepare(folder); err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	for in.Scan() {
		line, err := reply(in.Bytes())
		if err != nil {
			return fmt.Errorf("%s: %w", in.Text(), err)
		}
		fmt.Fprintf(out, "%s\n", line)
	}
	if err := in.Err(); err != nil {
		return err
	}
	return out.Flush()
}

// reply is the job with the answers of now.
func reply(line []byte) ([]byte, error) {
	var asked job
	if err := json.Unmarshal(line, &asked); err != nil {
		return nil, err
	}
	by3, by4, err := ask(asked)
	if err != nil {
		return nil, err
	}
	asked.answer, asked.Helm4 = by3, nil
	if !by3.same(by4) {
		asked.Helm4 = &by4
	}
	return encode(asked)
}

// answered makes an answer of what a function of Helm gives.
func answered(values map[string]any, err error) answer {
	if err != nil {
		return answer{Error: err.Error()}
	}
	text, err := encode(values)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{JSON: text}
}

func encode(value any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimSpace(buffer.Bytes()), err
}
