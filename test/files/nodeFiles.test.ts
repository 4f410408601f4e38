// The disk as the server and the command line see it, in real temporary folders.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { discover, worthLoading } from '../../server/src/files/discover.ts';
import type { FileSource } from '../../server/src/files/fileSource.ts';
import { nodeFiles, pathOfUri, uriOfPath } from '../../server/src/files/nodeFiles.ts';

const folders: string[] = [];
const files = nodeFiles();

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Writes files below a fresh folder and returns the folder. */
function folderWith(contents: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'bound-tokens-files-'));
  folders.push(root);
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** What `discover` yields, relative to the root; what it skips with the reason behind it. */
async function discovered(root: string, source: FileSource = files): Promise<string[]> {
  const top = `${uriOfPath(root)}/`;
  const found: string[] = [];
  for await (const { uri, ...rest } of discover(source, uriOfPath(root))) {
    const path = decodeURIComponent(uri.replace(top, ''));
    found.push(rest.is === 'file' ? path : `${path}: ${rest.reason}`);
  }
  return found;
}

test('manifests and chart files are found, files before subfolders, in order of name', async () => {
  const root = folderWith({
    'z.yaml': '',
    'b.yml': '',
    'a/deployment.json': '',
    'chart/Chart.yaml': '',
    'chart/values.yaml': '',
    'chart/templates/_helpers.tpl': '',
    'chart/templates/NOTES.txt': '',
    'chart/templates/tests/check.yaml': '',
    'chart/readme.txt': '',
    'chart/other.tpl': '',
    'README.md': '',
    'package.json': '',
    'node_modules/x/a.yaml': '',
    '.git/a.yaml': '',
    '.github/workflows/ci.yml': '',
  });
  expect(await discovered(root)).toEqual([
    'b.yml',
    'z.yaml',
    '.github/workflows/ci.yml',
    'a/deployment.json',
    'chart/Chart.yaml',
    'chart/values.yaml',
    'chart/templates/NOTES.txt',
    'chart/templates/_helpers.tpl',
    'chart/templates/tests/check.yaml',
  ]);
});

test('a root that is a file, or is missing', async () => {
  const root = folderWith({ 'notes.md': '' });
  expect(await discovered(join(root, 'notes.md'))).toHaveLength(1);
  const [missing] = await discovered(join(root, 'nowhere'));
  expect(missing).toMatch(/: not found$/);
});

test('a folder within templates is still within templates', () => {
  expect(worthLoading('file:///c/templates/a/NOTES.txt')).toBe(true);
  expect(worthLoading('file:///c/a/NOTES.txt')).toBe(false);
  expect(worthLoading('file:///c/VALUES.YAML')).toBe(true);
  for (const name of [
    'a.sh',
    'a.bash',
    'a.ps1',
    'README.md',
    'a.tf',
    'Dockerfile',
    'Dockerfile.dev',
    'a.dockerfile',
  ]) {
    expect(worthLoading(`file:///c/${name}`)).toBe(false);
    expect(worthLoading(`file:///c/${name}`, 'all')).toBe(true);
  }
  expect(worthLoading('file:///c/Dockerfile.yaml', 'all')).toBe(true);
  expect(worthLoading('file:///c/main.go', 'all')).toBe(false);
  expect(worthLoading('file:///c/Kustomization')).toBe(true);
});

test('.gitignore files are read as git reads them', async () => {
  const root = folderWith({
    '.gitignore': 'out/\n*.gen.yaml\n!keep.gen.yaml\n/top.yaml\n',
    'a.yaml': '',
    'a.gen.yaml': '',
    'keep.gen.yaml': '',
    'top.yaml': '',
    'sub/top.yaml': '',
    'out/a.yaml': '',
    'sub/.gitignore': '!b.gen.yaml\nlocal.yaml\n',
    'sub/b.gen.yaml': '',
    'sub/local.yaml': '',
    'sub/deep/c.gen.yaml': '',
    'sub/deep/local.yaml': '',
  });
  execFileSync('git', ['init', '-q'], { cwd: root });
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.yaml'], { cwd: root });
  const expected = listed.toString().trim().split('\n').sort();
  expect((await discovered(root)).sort()).toEqual(expected);
  expect(expected).toContain('sub/b.gen.yaml');
});

test('rules above the root hold up to the top of the repository', async () => {
  const root = folderWith({
    'outer/.gitignore': 'b.yaml\n',
    'outer/repo/.git/HEAD': '',
    'outer/repo/.gitignore': 'charts/a/generated/\nignored/\n',
    'outer/repo/charts/a/a.yaml': '',
    'outer/repo/charts/a/b.yaml': '',
    'outer/repo/charts/a/generated/c.yaml': '',
    'outer/repo/ignored/d.yaml': '',
  });
  const repository = join(root, 'outer', 'repo');
  expect(await discovered(join(repository, 'charts', 'a'))).toEqual(['a.yaml', 'b.yaml']);
  // Whoever names an ignored folder wants to see it.
  expect(await discovered(join(repository, 'ignored'))).toEqual(['d.yaml']);
  expect(await discovered(join(root, 'outer'))).not.toContain('b.yaml');
});

test('links are followed once, and never in a circle', async () => {
  const root = folderWith({ 'repo/real/a.yaml': '', 'elsewhere/b.yaml': '' });
  const repo = join(root, 'repo');
  symlinkSync(join(repo, 'real'), join(repo, 'alias'));
  symlinkSync(repo, join(repo, 'real', 'loop'));
  symlinkSync(root, join(repo, 'up'));
  symlinkSync(join(root, 'elsewhere'), join(repo, 'outside'));
  symlinkSync(join(repo, 'real', 'a.yaml'), join(repo, 'link.yaml'));
  symlinkSync(join(repo, 'gone.yaml'), join(repo, 'dangling.yaml'));
  symlinkSync(join(repo, 'self.yaml'), join(repo, 'self.yaml'));
  expect(await discovered(repo)).toEqual([
    'dangling.yaml: a symbolic link that leads to no file',
    'link.yaml',
    'self.yaml: a symbolic link that leads to no file',
    'real/a.yaml',
    'alias: a symbolic link to a folder that is read elsewhere',
    'outside/b.yaml',
    'up: a symbolic link to a folder around it',
    'real/loop: a symbolic link to a folder that is read elsewhere',
  ]);
});

test('a source that cannot tell where links lead does not follow them', async () => {
  const root = folderWith({ 'real/a.yaml': '' });
  symlinkSync(join(root, 'real'), join(root, 'alias'));
  const blind: FileSource = {
    read: files.read,
    list: (uri) => {
      const listing = files.list(uri);
      return listing.is === 'folder' ? { is: 'folder', entries: listing.entries } : listing;
    },
  };
  expect(await discovered(root, blind)).toEqual(['real/a.yaml', 'alias: a symbolic link to a folder']);
});

test('an unreadable folder below the root is skipped with the reason', async () => {
  const root = folderWith({ 'closed/a.yaml': '', 'b.yaml': '' });
  const closed: FileSource = {
    read: files.read,
    list: (uri) =>
      uri.endsWith('/closed') ? { is: 'unreadable', reason: 'permission denied' } : files.list(uri),
  };
  expect(await discovered(root, closed)).toEqual(['b.yaml', 'closed: permission denied']);
});

test('what is read, and what is refused', () => {
  const root = folderWith({
    'a.yaml': '\uFEFFa: ü 😀\r\n',
    'binary.yaml': 'a\0b',
    'big.yaml': '',
    'edge.yaml': `${'x'.repeat(3 * 1024 * 1024)}é`,
  });
  writeFileSync(join(root, 'latin1.yaml'), Buffer.from([0x61, 0xe9]));
  truncateSync(join(root, 'big.yaml'), 20 * 1024 * 1024 + 1);
  const read = (name: string) => files.read(uriOfPath(join(root, name)));
  expect(read('a.yaml')).toEqual({ is: 'text', text: '\uFEFFa: ü 😀\r\n' });
  expect(read('binary.yaml')).toEqual({ is: 'unreadable', reason: 'binary' });
  expect(read('big.yaml')).toEqual({ is: 'unreadable', reason: 'larger than 20 MB' });
  expect(read('latin1.yaml')).toEqual({ is: 'unreadable', reason: 'not UTF-8' });
  expect(read('gone.yaml')).toEqual({ is: 'missing' });
  expect(read('a.yaml/below')).toEqual({ is: 'missing' });
  expect(read('.')).toMatchObject({ is: 'unreadable' });
  expect(files.read('untitled:Untitled-1')).toEqual({ is: 'missing' });
  const edge = read('edge.yaml');
  expect(edge.is === 'text' && edge.text.endsWith('xé')).toBe(true);
  // The buffer is used again: an earlier text must not change.
  expect(read('a.yaml')).toEqual({ is: 'text', text: '\uFEFFa: ü 😀\r\n' });
});

test.runIf(process.platform !== 'win32')('a named pipe is refused without waiting for a writer', () => {
  const root = folderWith({ 'a.yaml': '' });
  execFileSync('mkfifo', [join(root, 'pipe.yaml')]);
  expect(files.read(uriOfPath(join(root, 'pipe.yaml')))).toEqual({ is: 'unreadable', reason: 'not a file' });
});

test('names that need escaping survive the way from path to URI and back', async () => {
  const name = "a b#c?d%e@f(g)'h'+ü😀.yaml";
  const root = folderWith({ [name]: 'x' });
  const uri = uriOfPath(join(root, name));
  expect(pathOfUri(uri)).toBe(join(root, name));
  expect(files.read(uri)).toEqual({ is: 'text', text: 'x' });
  expect(await discovered(root)).toEqual([name]);
});
