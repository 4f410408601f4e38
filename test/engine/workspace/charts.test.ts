// What a chart decides for its files: versions, named templates, subcharts.

import { expect, test } from 'vitest';
import { onAnyBuild } from '../../../server/src/engine/versions/builds.ts';
import { describe as describeSet } from '../../../server/src/engine/versions/versionSet.ts';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace.ts';

const gated = '{{- if semverCompare ">=1.24-0" (include "app.version" .) }}\nkind: Secret\n{{- end }}\n';
const helper = '{{- define "app.version" -}}{{ .Capabilities.KubeVersion.Version }}{{- end -}}';

function workspaceWith(files: Record<string, string>) {
  const workspace = createWorkspace();
  for (const [path, text] of Object.entries(files)) workspace.setFile(`file:///${path}`, text);
  const versions = (path: string, word = 'kind') => {
    const [placed] = workspace.file(`file:///${path}`)?.documents ?? [];
    if (!placed) throw new Error(`no document in ${path}`);
    const start = placed.document.text.indexOf(word);
    return describeSet(
      onAnyBuild(workspace.versionsAt({ section: placed.document, span: { start, end: start } })),
    );
  };
  return { workspace, versions };
}

test('kubeVersion of the chart limits all its documents', () => {
  const { versions } = workspaceWith({
    'c/Chart.yaml': 'name: c\nkubeVersion: ">=1.22-0 <1.30-0"\n',
    'c/templates/a.yaml': 'kind: Secret\n',
  });
  expect(versions('c/templates/a.yaml')).toBe('1.22–1.29');
});

test('kubeVersion of the outermost chart counts, that of a subchart does not', () => {
  const { versions } = workspaceWith({
    'c/Chart.yaml': 'name: c\nkubeVersion: ">=1.22-0"\n',
    'c/charts/s/Chart.yaml': 'name: s\nkubeVersion: "<1.30-0"\n',
    'c/charts/s/templates/a.yaml': 'kind: Secret\n',
    'repository/charts/t/Chart.yaml': 'name: t\n',
    'repository/charts/t/templates/a.yaml': 'kind: Secret\n',
  });
  expect(versions('c/charts/s/templates/a.yaml')).toBe('1.22 and later');
  expect(versions('repository/charts/t/templates/a.yaml')).toBe('all versions');
});

test('a named template of another file, or of a subchart, is known', () => {
  const files = { 'c/Chart.yaml': 'name: c\n', 'c/templates/a.yaml': gated };
  expect(workspaceWith(files).versions('c/templates/a.yaml')).toBe('all versions');
  expect(workspaceWith({ ...files, 'c/templates/_helpers.tpl': helper }).versions('c/templates/a.yaml')).toBe(
    '1.24 and later',
  );
  expect(
    workspaceWith({ ...files, 'c/charts/lib/templates/_lib.tpl': helper }).versions('c/templates/a.yaml'),
  ).toBe('1.24 and later');
});

test('a change of the helper reaches the template, and changes the stamp of the chart', () => {
  const { workspace, versions } = workspaceWith({
    'c/Chart.yaml': 'name: c\n',
    'c/templates/a.yaml': gated,
    'c/templates/_helpers.tpl': `${helper}{{ define "other" }}x{{ end }}`,
  });
  expect(versions('c/templates/a.yaml')).toBe('1.24 and later');
  const before = workspace.chartStamp('file:///c/templates/a.yaml');
  workspace.setFile('file:///c/templates/_helpers.tpl', `${helper}{{ define "other" }}y{{ end }}`);
  expect(workspace.chartStamp('file:///c/templates/a.yaml')).toBe(before);
  workspace.setFile(
    'file:///c/templates/_helpers.tpl',
    helper.replace('.Capabilities.KubeVersion.Version', '"v1.20.0"'),
  );
  expect(workspace.chartStamp('file:///c/templates/a.yaml')).not.toBe(before);
  expect(versions('c/templates/a.yaml')).toBe('no version');
  workspace.removeFile('file:///c/templates/_helpers.tpl');
  expect(versions('c/templates/a.yaml')).toBe('all versions');
});

test('what nobody asked of a chart may change without a new stamp', () => {
  const { workspace, versions } = workspaceWith({
    'c/Chart.yaml': 'name: c\n',
    'c/templates/a.yaml': gated,
    'c/templates/_helpers.tpl': helper,
  });
  const before = workspace.chartStamp('file:///c/templates/a.yaml');
  workspace.setFile('file:///c/templates/_helpers.tpl', '{{ define "other" }}x{{ end }}');
  expect(workspace.chartStamp('file:///c/templates/a.yaml')).toBe(before);
  expect(workspace.chartOf('file:///c/templates/a.yaml')?.kubeVersions).toBeDefined();
  workspace.setFile('file:///c/Chart.yaml', 'name: c\nkubeVersion: ">=1.25"\n');
  const after = workspace.chartStamp('file:///c/templates/a.yaml');
  expect(after).not.toBe(before);
  expect(versions('c/templates/a.yaml')).toBe('1.25 and later');
  workspace.setFile('file:///c/templates/_helpers.tpl', helper);
  expect(workspace.chartStamp('file:///c/templates/a.yaml')).not.toBe(after);
});

test('where a name is given twice, the file nearest to the top counts', () => {
  const { versions } = workspaceWith({
    'c/Chart.yaml': 'name: c\n',
    'c/templates/a.yaml': gated,
    'c/templates/_a.tpl': helper,
    'c/charts/s/templates/_b.tpl': helper.replace('.Capabilities.KubeVersion.Version', '"v1.20.0"'),
  });
  expect(versions('c/templates/a.yaml')).toBe('1.24 and later');
});

test('of equally deep files the first in the alphabet counts, unless its definition is empty', () => {
  const old = helper.replace('.Capabilities.KubeVersion.Version', '"v1.20.0"');
  const files = { 'c/Chart.yaml': 'name: c\n', 'c/templates/a.yaml': gated };
  const { versions } = workspaceWith({ ...files, 'c/templates/_a.tpl': helper, 'c/templates/_b.tpl': old });
  expect(versions('c/templates/a.yaml')).toBe('1.24 and later');
  const empty = '{{ define "app.version" }} {{/* nothing */}} {{ end }}';
  const other = workspaceWith({ ...files, 'c/templates/_a.tpl': empty, 'c/templates/_b.tpl': helper });
  expect(other.versions('c/templates/a.yaml')).toBe('1.24 and later');
});

test('a variable set in an earlier document has its say in a later one', () => {
  const text = (constraint: string) =>
    `{{- $gate := semverCompare "${constraint}" .Capabilities.KubeVersion.Version }}\nkind: A\n---\n{{- if $gate }}\nkind: Secret\n{{- end }}\n`;
  const { workspace } = workspaceWith({ 'c/templates/a.yaml': text('>=1.24-0') });
  const versions = () => {
    const placed = workspace.file('file:///c/templates/a.yaml')?.documents[1];
    if (!placed) throw new Error('no second document');
    const start = placed.document.text.indexOf('Secret');
    return describeSet(
      onAnyBuild(workspace.versionsAt({ section: placed.document, span: { start, end: start } })),
    );
  };
  expect(versions()).toBe('1.24 and later');
  workspace.setFile('file:///c/templates/a.yaml', text('<1.24-0'));
  expect(versions()).toBe('before 1.24');
});
