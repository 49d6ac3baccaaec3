package main

import "sigs.k8s.io/kustomize/kyaml/kio"

// roundtrip parses and prints a stream with the functions that Helm 4 passes post-rendered output
// through.
func roundtrip(stream string) (string, error) {
	nodes, err := kio.ParseAll(stream)
	if err != nil {
		return "", err
	}
	return kio.StringAll(nodes)
}
