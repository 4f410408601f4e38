// Follows a script from command to command: what each prints as far as it has to do with tokens, and what variables hold.

import type { Span } from '../text/span.ts';
import { innerScriptOf, xargsCall } from './carriers.ts';
import { type ClientCall, clientCallIn, type WrittenWord, writtenWord } from './clientCall.ts';
import { outputOfCall, type Reader } from './clientOutput.ts';
import { filtered, type Output, type Trail, type TrailStart, unknown } from './outputs.ts';
import { programOf } from './parse.ts';
import {
  assignmentIn,
  onlyPiece,
  type Pipeline,
  type Program,
  plainText,
  type ShellCommand,
  type Word,
} from './program.ts';
import type { Script } from './script.ts';
import { createVariables, type Variables } from './variables.ts';

/** What a script does about tokens. */
export interface Evaluation {
  readonly trails: readonly Trail[];
  readonly requests: readonly TokenRequest[];
}

/** A call of `create token`. */
export interface TokenRequest {
  readonly call: ClientCall;
  /** Undefined where none is written. */
  readonly account: WrittenWord | undefined;
}

export function evaluate(script: Script): Evaluation {
  const trails = new Map<string, Trail>();
  const requests: TokenRequest[] = [];
  const run: Run = {
    script,
    trails,
    requests,
    variables: createVariables(),
    statement: 0,
    outputs: new Map(),
    isInner: false,
    depth: 0,
  };
  runProgram(run, programOf(script));
  return { trails: [...trails.values()], requests };
}

interface Run {
  readonly script: Script;
  readonly trails: Map<string, Trail>;
  readonly requests: TokenRequest[];
  readonly variables: Variables;
  /** The block of the statement that is run, however deep in substitutions. */
  statement: number;
  readonly outputs: Map<Program, Output>;
  /** Inside of a substitution: what is assigned there is gone behind it. */
  isInner: boolean;
  /** How many scripts within scripts. */
  readonly depth: number;
}

function runProgram(run: Run, program: Program): Output {
  const { variables } = run;
  const depth = variables.depth();
  let last: Output = unknown;
  let count = 0;
  for (const item of program.items) {
    if (item.is === 'open') variables.open();
    else if (item.is === 'close') variables.closeTo(Math.max(variables.depth() - 1, depth));
    else {
      if (!run.isInner) run.statement = variables.block();
      last = runPipeline(run, item.pipeline);
      count++;
    }
  }
  variables.closeTo(depth);
  return count === 1 ? last : unknown;
}

function runPipeline(run: Run, pipeline: Pipeline): Output {
  let output: Output | undefined;
  let token: { readonly output: Output & { is: 'token' }; readonly end: number } | undefined;
  const start = commandStart(pipeline.commands[0]);
  for (const command of pipeline.commands) {
    output = runCommand(run, command, output, pipeline);
    // A token that was found before is printed.
    if (command === pipeline.commands[0] && isEcho(command) && output.is === 'token' && !output.encoded)
      return output;
    const end = command.words.at(-1)?.end;
    const isCut = command.redirections.some(({ start: from }) => from < (end ?? 0));
    if (output.is === 'token' && !output.encoded && end !== undefined && !isCut) token = { output, end };
  }
  if (token) {
    const { trail, via, isPlain } = token.output;
    const block = run.statement;
    trail.tokens.push({ span: { start, end: token.end }, via, block, isPlain: isPlain || !run.isInner });
  } else if (
    output?.is === 'secret' &&
    output.trail.how !== 'name' &&
    output.format === 'described' &&
    !run.isInner &&
    pipeline.commands.length === 1
  ) {
    const span = { start, end: pipeline.commands[0]?.words.at(-1)?.end ?? start };
    output.trail.tokens.push({ span, via: output.via, block: run.statement, isPlain: true });
  }
  return output ?? unknown;
}

function isEcho({ words }: ShellCommand): boolean {
  return /^(?:echo|printf)$/.test(plainText(words[0]) ?? '');
}

function commandStart(command: ShellCommand | undefined): number {
  return command?.words.find((word) => !assignmentIn(word))?.start ?? command?.words[0]?.start ?? 0;
}

function runCommand(
  run: Run,
  { words, redirections }: ShellCommand,
  input: Output | undefined,
  pipeline: Pipeline,
): Output {
  const assignments = words.findIndex((word) => !assignmentIn(word));
  const front = assignments < 0 ? words : words.slice(0, assignments);
  const rest = assignments < 0 ? [] : words.slice(assignments);
  const isInput = redirections.some((one) => one.isInput);
  const before = isInput ? unknown : input;
  if (runInnerScript(run, rest)) return unknown;
  for (const word of words) runSubstitutions(run, word);
  if (rest.length === 0) {
    const isAlone = front.length === 1 && pipeline.commands.length === 1 && redirections.length === 0;
    for (const word of front) assign(run, word, isAlone ? pipeline.ending : undefined);
    return unknown;
  }
  const command = plainText(rest[0]);
  if (command !== undefined && declarers.has(command)) {
    const ending = command === 'local' ? pipelineEnd(rest, pipeline) : undefined;
    for (const word of rest.slice(1)) assign(run, word, ending, rest[0]);
    return unknown;
  }
  if (command === 'read' || command === 'for' || command === 'unset' || command === 'mapfile') {
    for (const word of rest.slice(1)) forget(run, plainText(word));
    return unknown;
  }
  const assigned = run.script.dialect === 'powershell' ? powershellAssignment(rest) : undefined;
  if (!assigned) return outputOf(run, rest, before);
  const output = outputOf(run, rest.slice(2), before);
  run.variables.set(assigned, output, { start: rest[0]?.start ?? 0, end: rest.at(-1)?.end ?? 0 }, undefined);
  return output;
}

const declarers = new Set(['export', 'local', 'declare', 'typeset', 'readonly']);

function pipelineEnd(words: readonly Word[], pipeline: Pipeline): Span | undefined {
  return words.length === 2 && pipeline.commands.length === 1 ? pipeline.ending : undefined;
}

function powershellAssignment(words: readonly Word[]): string | undefined {
  const target = onlyPiece(words[0]);
  return target?.is === 'variable' && plainText(words[1]) === '=' ? target.name : undefined;
}

function runInnerScript(run: Run, words: readonly Word[]): boolean {
  const { script, depth } = run;
  const inner = depth < 3 ? innerScriptOf(words, script.text) : undefined;
  if (!inner) return false;
  const own = { ...run, variables: createVariables(), statement: 0, isInner: false, depth: depth + 1 };
  runProgram(own, programOf(script, inner));
  return true;
}

function runSubstitutions(run: Run, word: Word): void {
  for (const piece of word.pieces) {
    if (piece.is !== 'substitution' || run.outputs.has(piece.program)) continue;
    const wasInner = run.isInner;
    run.isInner = true;
    const depth = run.variables.depth();
    run.variables.open();
    run.outputs.set(piece.program, runProgram(run, piece.program));
    run.variables.closeTo(depth);
    run.isInner = wasInner;
  }
}

/** `first`: the first word of the statement. */
function assign(run: Run, word: Word, ending: Span | undefined, first = word): void {
  const assignment = assignmentIn(word);
  if (!assignment) {
    forget(run, plainText(word));
    return;
  }
  run.variables.set(
    assignment.name,
    wordOutput(run, assignment.value),
    { start: first.start, end: word.end },
    ending,
  );
}

function forget(run: Run, name: string | undefined): void {
  if (name !== undefined) run.variables.set(name, unknown, { start: 0, end: 0 }, undefined);
}

/** What a word stands for. */
function wordOutput(run: Run, word: Word): Output {
  const text = known(run, word);
  if (text !== undefined) return { is: 'text', text };
  const piece = onlyPiece(word);
  if (piece?.is === 'substitution') return run.outputs.get(piece.program) ?? unknown;
  if (piece?.is !== 'variable') return unknown;
  const variable = run.variables.get(piece.name);
  if (!variable) return unknown;
  const { output, assignment } = variable;
  if (!('via' in output)) return output;
  return output.via.length < mostSteps ? { ...output, via: [...output.via, assignment] } : unknown;
}

/** Through how many variables a value is followed. */
const mostSteps = 20;

/** A word's text, where it and the variables in it are known. */
function known(run: Run, word: Word): string | undefined {
  let text = '';
  for (const piece of word.pieces) {
    if (piece.is === 'text') text += piece.text;
    else {
      const output = piece.is === 'variable' ? run.variables.get(piece.name)?.output : undefined;
      if (output?.is !== 'text' || text.length > 1000) return undefined;
      text += output.text;
    }
  }
  return text;
}

function outputOf(run: Run, words: readonly Word[], input: Output | undefined): Output {
  const reader = readerFor(run);
  const command = plainText(words[0]);
  if (command === 'echo' || command === 'printf') return echoed(run, words.slice(1));
  const given = command === 'xargs' ? xargsCall(words) : undefined;
  const call = clientCallIn(given ?? words, reader);
  if (call) {
    noteCredentials(run, call);
    const [verb, what] = call.operands.map((word) => known(run, word));
    const account = call.operands[2];
    if (verb === 'create' && what === 'token')
      run.requests.push({ call, account: account && writtenWord(account, reader) });
    return outputOfCall(call, reader, given ? input : undefined);
  }
  if (!input || command === undefined) return unknown;
  const name = /[^/]*$/.exec(command)?.[0] ?? '';
  const args = words.slice(1).map((word) => writtenWord(word, reader));
  return filtered({ name, args }, input, reader.found);
}

/** What `echo` prints, where it is one value. */
function echoed(run: Run, words: readonly Word[]): Output {
  const values = words.filter((word) => !/^(?:-[neE]+|%s(?:\\n)?)$/.test(plainText(word) ?? ''));
  const [value, ...others] = values;
  const output = value && others.length === 0 ? wordOutput(run, value) : unknown;
  return output.is === 'text' ? unknown : output;
}

/** A token by which a client shows who it is belongs to a ServiceAccount. */
function noteCredentials(run: Run, call: ClientCall): void {
  const token = call.flags.get('--token');
  const output = token ? wordOutput(run, token) : unknown;
  if (output.is === 'token' && !output.encoded) output.trail.isCredential = true;
}

function readerFor(run: Run): Reader {
  return {
    text: run.script.text,
    known: (word) => known(run, word),
    outputOf: (word) => wordOutput(run, word),
    found: (start) => found(run, start),
  };
}

function found({ trails }: Run, start: TrailStart): Trail {
  const key = `${start.how} ${start.at.start}`;
  const trail = trails.get(key) ?? {
    ...start,
    reads: [],
    tokens: [],
    isCredential: false,
    isSure: start.how !== 'search',
  };
  trails.set(key, trail);
  return trail;
}
