package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	kjson "k8s.io/apimachinery/pkg/runtime/serializer/json"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	storagev1 "k8s.io/api/storage/v1"
)

var strict = strictDecoder()

// strictDecoder knows every kind that the chart may make, and some that its users may add. A document
// of any other kind, an unknown field and a field that stands twice are errors.
func strictDecoder() runtime.Decoder {
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		appsv1.AddToScheme,
		autoscalingv2.AddToScheme,
		batchv1.AddToScheme,
		corev1.AddToScheme,
		networkingv1.AddToScheme,
		policyv1.AddToScheme,
		rbacv1.AddToScheme,
		schedulingv1.AddToScheme,
		storagev1.AddToScheme,
	} {
		if err := add(scheme); err != nil {
			panic(err)
		}
	}
	options := kjson.SerializerOptions{Yaml: true, Strict: true}
	return kjson.NewSerializerWithOptions(kjson.DefaultMetaFactory, scheme, scheme, options)
}

// decode splits the stream as kubectl and Helm do and decodes each document into its type. What it
// gives are the documents before typing, so that a caller can compare them with what was meant.
func decode(stream string) ([]json.RawMessage, error) {
	var documents []json.RawMessage
	reader := utilyaml.NewYAMLReader(bufio.NewReader(strings.NewReader(stream)))
	for {
		text, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return documents, nil
		}
		if err != nil {
			return nil, fmt.Errorf("document %d: %w", len(documents), err)
		}
		document, err := yaml.YAMLToJSONStrict(text)
		if err != nil {
			return nil, fmt.Errorf("document %d: %w", len(documents), err)
		}
		if bytes.Equal(document, []byte("null")) {
			continue
		}
		_, kind, err := strict.Decode(text, nil, nil)
		if err != nil && !(runtime.IsNotRegisteredError(err) && isCustom(kind)) {
			return nil, fmt.Errorf("document %d: %w", len(documents), err)
		}
		documents = append(documents, document)
	}
}

// isCustom tells kinds that only a cluster with their definition knows, which users may add.
func isCustom(kind *schema.GroupVersionKind) bool {
	return kind != nil && strings.Contains(kind.Group, ".") && !strings.HasSuffix(kind.Group, ".k8s.io")
}
