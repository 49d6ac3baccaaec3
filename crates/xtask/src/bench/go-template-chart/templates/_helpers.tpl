{{- define "peer.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "peer.selectorLabels" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- with .pool }}
dagu.sh/worker-pool: {{ . }}
{{- end }}
{{- end -}}

{{- define "peer.labels" -}}
{{ include "peer.selectorLabels" . }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "peer.image" -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}

{{- define "peer.probes" -}}
livenessProbe:
  httpGet:
    path: {{ .path }}
    port: {{ .port }}
  periodSeconds: 30
  timeoutSeconds: 5
readinessProbe:
  httpGet:
    path: {{ .path }}
    port: {{ .port }}
{{- end -}}

{{- define "peer.scheduling" -}}
{{- with .values.nodeSelector | default .root.Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations | default .root.Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity | default .root.Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* A Deployment: root, component, command, values, env, ports and probes, as its caller has them. */}}
{{- define "peer.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "peer.labels" . | nindent 4 }}
spec:
  replicas: {{ .values.replicas }}
  selector:
    matchLabels:
      {{- include "peer.selectorLabels" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "peer.selectorLabels" . | nindent 8 }}
    spec:
      serviceAccountName: {{ include "peer.fullname" .root }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- with .hostname }}
      hostname: {{ . }}
      {{- end }}
      {{- with .grace }}
      terminationGracePeriodSeconds: {{ . }}
      {{- end }}
      {{- with .root.Values.podSecurityContext }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- include "peer.scheduling" . | nindent 6 }}
      containers:
        - name: {{ .component }}
          image: {{ include "peer.image" .root }}
          {{- with .root.Values.image.pullPolicy }}
          imagePullPolicy: {{ . }}
          {{- end }}
          args: [dagu, {{ .command }}]
          env:
            - name: DAGU_HOME
              value: /data
            - name: HOME
              value: /tmp
            - name: DAGU_SKIP_EXAMPLES
              value: "true"
            {{- .env | nindent 12 }}
          ports:
            {{- toYaml .ports | nindent 12 }}
          {{- include "peer.probes" .probe | nindent 10 }}
          {{- with .values.resources }}
          resources:
            {{- toYaml . | nindent 12 }}
          {{- end }}
          volumeMounts:
            - name: data
              mountPath: /data
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: {{ include "peer.fullname" .root }}-data
{{- end -}}
