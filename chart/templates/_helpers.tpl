{{/*
The name of an object: the full name and "part", or the full name alone if "part" is empty.
The core computes the same names and stops if they differ.
*/}}
{{- define "dagu.fullname" -}}
{{- $name := .root.Values.fullnameOverride -}}
{{- if not $name -}}
{{- $chart := default .root.Chart.Name .root.Values.nameOverride -}}
{{- $name = contains $chart .root.Release.Name | ternary .root.Release.Name (printf "%s-%s" .root.Release.Name $chart) -}}
{{- end -}}
{{- $name = $name | trunc 63 | trimSuffix "-" -}}
{{- if .part -}}
{{- $composed := printf "%s-%s" $name .part -}}
{{- $name = gt (len $composed) 63 | ternary (printf "%s-%s" ($composed | trunc 54 | trimSuffix "-") ($composed | sha256sum | trunc 8)) $composed -}}
{{- end -}}
{{- $name -}}
{{- end -}}
