{{- define "reporter.serviceAccountName" -}}
{{- default (printf "%s-reporter" .Release.Name) .Values.serviceAccount.name | trunc 63 | trimSuffix "-" -}}
{{- end }}
