package main

import (
	"bytes"
	"encoding/json"

	"sigs.k8s.io/yaml"
)

// values reads a values file as Helm does: YAML 1.1 into maps, every number a float64, the last of
// several equal keys winning.
func values(text string) (json.RawMessage, error) {
	var read any
	if err := yaml.Unmarshal([]byte(text), &read); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(read); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
