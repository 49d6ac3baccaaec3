package main

import (
	"fmt"
	"os"

	chart3 "helm.sh/helm/v3/pkg/chart"
	chartutil3 "helm.sh/helm/v3/pkg/chartutil"
	values3 "helm.sh/helm/v3/pkg/cli/values"
	common4 "helm.sh/helm/v4/pkg/chart/common/util"
	chart4 "helm.sh/helm/v4/pkg/chart/v2"
	values4 "helm.sh/helm/v4/pkg/cli/values"
)

// The values files of a job, in Helm's order.
const (
	baseFile = "base.yaml"
	textFile = "text.yaml"
)

// prepare goes to an empty folder and lays out the files that the jobs name: each holds its name in brackets.
func prepare(folder string) error {
	if err := os.Chdir(folder); err != nil {
		return err
	}
	for _, name := range []string{"f", "g", "a b", "x,y", "{z}"} {
		if err := os.WriteFile(name, fmt.Appendf(nil, "<%s>\n", name), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// ask gives the answers of Helm 3 and of Helm 4.
func ask(asked job) (by3, by4 answer, err error) {
	for name, text := range map[string]string{baseFile: asked.Base, textFile: asked.Text} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			return by3, by4, err
		}
	}
	if asked.Kind == "coalesce" {
		return coalesce(), coalesce4(), nil
	}
	options, err := options(asked)
	if err != nil {
		return by3, by4, err
	}
	options4 := values4.Options(options)
	return answered(options.MergeValues(nil)), answered(options4.MergeValues(nil)), nil
}

// options are the flags of the command line that a job stands for.
func options(asked job) (values3.Options, error) {
	files, arguments := []string{baseFile}, []string{asked.Text}
	switch asked.Kind {
	case "yaml":
		return values3.Options{ValueFiles: []string{textFile}}, nil
	case "merge":
		return values3.Options{ValueFiles: []string{baseFile, textFile}}, nil
	case "set":
		return values3.Options{ValueFiles: files, Values: arguments}, nil
	case "set-string":
		return values3.Options{ValueFiles: files, StringValues: arguments}, nil
	case "set-json":
		return values3.Options{ValueFiles: files, JSONValues: arguments}, nil
	case "set-file":
		return values3.Options{ValueFiles: files, FileValues: arguments}, nil
	case "set-literal":
		return values3.Options{ValueFiles: files, LiteralValues: arguments}, nil
	}
	return values3.Options{}, fmt.Errorf("unknown kind %q", asked.Kind)
}

// coalesce puts the user's values over the defaults of a chart, as Helm 3 does.
func coalesce() answer {
	user := values3.Options{ValueFiles: []string{textFile}}
	over, err := user.MergeValues(nil)
	if err != nil {
		return answered(nil, err)
	}
	below := values3.Options{ValueFiles: []string{baseFile}}
	defaults, err := below.MergeValues(nil)
	if err != nil {
		return answered(nil, err)
	}
	chart := &chart3.Chart{Metadata: &chart3.Metadata{Name: "chart"}, Values: defaults}
	return answered(chartutil3.CoalesceValues(chart, over))
}

// coalesce4 does the same as Helm 4 does.
func coalesce4() answer {
	user := values4.Options{ValueFiles: []string{textFile}}
	over, err := user.MergeValues(nil)
	if err != nil {
		return answered(nil, err)
	}
	below := values4.Options{ValueFiles: []string{baseFile}}
	defaults, err := below.MergeValues(nil)
	if err != nil {
		return answered(nil, err)
	}
	chart := &chart4.Chart{Metadata: &chart4.Metadata{Name: "chart"}, Values: defaults}
	return answered(common4.CoalesceValues(chart, over))
}
