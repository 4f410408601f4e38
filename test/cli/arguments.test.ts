import { describe, expect, test } from 'vitest';
import { type CheckOptions, parseArguments } from '../../server/src/cli/arguments.ts';
import { commandSpecs, optionSpecs } from '../../server/src/cli/options.ts';
import { commandUsage, overview } from '../../server/src/cli/usage.ts';

function checkOptions(...argv: string[]): CheckOptions {
  const command = parseArguments(argv);
  if (command.is !== 'check') throw new Error(`not a check: ${JSON.stringify(command)}`);
  return command.options;
}

function complaint(...argv: string[]): string {
  const command = parseArguments(argv);
  return command.is === 'misuse' ? command.message : `understood as ${command.is}`;
}

describe('check', () => {
  test('checks the working directory by default, shows everything and fails on warnings', () => {
    expect(checkOptions('check')).toEqual({
      paths: ['.'],
      inputPath: undefined,
      format: 'pretty',
      output: undefined,
      target: undefined,
      rules: [],
      minSeverity: 'hint',
      failOn: 'warning',
      showSuppressed: true,
      baseline: undefined,
      writeBaseline: undefined,
      shard: undefined,
      jobs: undefined,
      cache: undefined,
      fix: 'none',
      migrate: [],
      diff: false,
    });
  });

  test('takes every option, with = or as the next word, before or after the paths', () => {
    const options = checkOptions(
      ...['--format=json', 'check', 'a', '--target', '>=1.24-0', '--min-severity=warning', 'b'],
      ...['--fail-on', 'never', '--fix=all', '--rule', 'one', '--rule=two,three'],
      ...[
        '-o',
        'out.json',
        '--no-suppressed',
        '--baseline',
        'known.json',
        '-j',
        '3',
        '--cache',
        'found.json',
      ],
    );
    expect(options).toEqual({
      paths: ['a', 'b'],
      inputPath: undefined,
      format: 'json',
      output: 'out.json',
      target: '>=1.24-0',
      rules: ['one', 'two', 'three'],
      minSeverity: 'warning',
      failOn: 'never',
      showSuppressed: false,
      baseline: 'known.json',
      writeBaseline: undefined,
      shard: undefined,
      jobs: 3,
      cache: 'found.json',
      fix: 'all',
      migrate: [],
      diff: false,
    });
  });

  test('--fix alone means the safe fixes and never swallows a path', () => {
    expect(checkOptions('check', '--fix', 'all')).toMatchObject({ fix: 'safe', paths: ['all'] });
  });

  test('fix is check --fix; --diff shows safe fixes unless told otherwise', () => {
    expect(checkOptions('fix')).toMatchObject({ fix: 'safe', diff: false });
    expect(checkOptions('fix', '--fix=all')).toMatchObject({ fix: 'all' });
    expect(checkOptions('fix', '--diff')).toMatchObject({ fix: 'safe', diff: true });
    expect(checkOptions('check', '--diff')).toMatchObject({ fix: 'safe', diff: true });
  });

  test('--migrate goes with fix, lists Secrets, and stands without rules and standard input', () => {
    expect(checkOptions('fix', '--migrate', 'a,b/c', '--migrate=d', 'x')).toMatchObject({
      migrate: ['a', 'b/c', 'd'],
      paths: ['x'],
    });
    expect(parseArguments(['check', '--migrate', 'a'])).toMatchObject({ is: 'misuse', command: 'check' });
    expect(parseArguments(['fix', '--migrate', 'a', '-'])).toMatchObject({ is: 'misuse' });
    expect(parseArguments(['fix', '--migrate', 'a', '--rule', 'b'])).toMatchObject({ is: 'misuse' });
  });

  test('words after -- are paths', () => {
    expect(checkOptions('check', '--', '--fix').paths).toEqual(['--fix']);
  });

  test('standard input has a name', () => {
    expect(checkOptions('check', '-', '--stdin-filename', 'a.yaml')).toMatchObject({
      paths: ['-'],
      inputPath: 'a.yaml',
    });
    expect(checkOptions('check', '-').inputPath).toBeUndefined();
  });

  test('the last of several values counts', () => {
    expect(checkOptions('check', '--format', 'json', '--format', 'pretty').format).toBe('pretty');
  });

  test('--no-color is kept', () => {
    expect(parseArguments(['check', '--no-color'])).toMatchObject({ plain: true });
    expect(parseArguments(['rules'])).toEqual({ is: 'rules', plain: false });
  });
});

describe('what is not understood', () => {
  test.each([
    [[], 'No command given.'],
    [['--format', 'json'], 'No command given.'],
    [['chekc'], 'There is no command `chekc`. Did you mean `check`?'],
    [['initialise'], 'There is no command `initialise`.'],
    [['./chart'], 'There is no command `./chart`. To check it, write `bound-tokens check ./chart`.'],
    [['check', '--formt', 'json'], 'There is no option `--formt`. Did you mean `--format`?'],
    [['check', '--fail-onn=never'], 'There is no option `--fail-onn`. Did you mean `--fail-on`?'],
    [['check', '--min'], 'There is no option `--min`. Did you mean `--min-severity`?'],
    [['rules', '--baseline', 'x'], '--baseline goes with check and fix, not with rules.'],
    [['check', '--threads=4'], 'There is no option `--threads`.'],
    [['check', '-x'], 'There is no option `-x`.'],
    [['check', '--format=jsn'], /^--format is one of pretty, json, .*, not `jsn`. Did you mean `json`\?$/],
    [['check', '--shard=3/2'], '--shard takes the part and the number of parts, such as 2/5.'],
    [['check', '--shard=0/2'], '--shard takes the part and the number of parts, such as 2/5.'],
    [['check', '--shard=half'], '--shard takes the part and the number of parts, such as 2/5.'],
    [['check', '--shard=1/2', '--fix'], '--shard goes with a whole check; leave --fix out.'],
    [
      ['check', '--write-baseline=a', '--baseline=b'],
      '--write-baseline goes with a whole check; leave --baseline out.',
    ],
    [
      ['check', '--write-baseline=a', '--shard=1/2'],
      '--write-baseline goes with a whole check; leave --shard out.',
    ],
    [['fix', '--migrate=a', '--format=sarif'], '--migrate is told as pretty or json.'],
    [['fix', '--migrate=a', '--output=b'], '--migrate applies no rules; leave --output out.'],
    [['merge'], 'merge needs a report.'],
    [['check', '--format'], '--format needs a value.'],
    [['check', '--format='], '--format needs a value.'],
    [['check', '--target'], '--target needs a value.'],
    [['check', '--fix=everything'], '--fix is one of safe, all, not `everything`.'],
    [['check', '--fail-on', 'info'], /^--fail-on is one of .*, not `info`. Did you mean `information`\?$/],
    [['check', '--diff=yes'], '--diff takes no value.'],
    [
      ['check', '--diff', '--format=json'],
      '--diff shows the changes as a diff; leave --format and --output out.',
    ],
    [['check', '-', 'a.yaml'], '- (standard input) stands alone; name no other path beside it.'],
    [['check', '--stdin-filename', 'a.yaml'], '--stdin-filename goes with the path - (standard input).'],
    [['rules', '--fix'], '--fix goes with check and fix, not with rules.'],
    [['rules', 'token-subpath'], 'rules takes no `token-subpath`.'],
    [['explain'], 'explain needs the name of a rule.'],
    [['explain', 'a', 'b'], 'explain takes one rule at a time.'],
  ])('%j: %s', (argv, message) => {
    expect(complaint(...argv)).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    );
  });
});

describe('help', () => {
  test('is given before anything else is looked at', () => {
    expect(parseArguments(['--help'])).toEqual({ is: 'help', about: undefined });
    expect(parseArguments(['fix', '-h', '--nonsense'])).toEqual({ is: 'help', about: 'fix' });
    expect(parseArguments(['check', '--version'])).toEqual({ is: 'version' });
    expect(parseArguments(['-V'])).toEqual({ is: 'version' });
  });

  test('names every command and every option, in lines of at most 120 columns', () => {
    const all = [overview(), ...commandSpecs.map(({ name }) => commandUsage(name))].join('\n');
    for (const { name } of commandSpecs) expect(overview()).toContain(`  ${name} `);
    for (const { name } of optionSpecs) expect(all).toContain(`--${name}`);
    for (const line of all.split('\n')) expect(line.length, line).toBeLessThanOrEqual(120);
  });
});
