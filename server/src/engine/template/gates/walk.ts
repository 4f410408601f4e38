// All pipelines and commands of a program, for those who look for what is written rather than for what comes of it.

import type { Command, Operand, Pipeline } from '../expression.ts';
import type { Program, Step } from './program.ts';

/** The pipelines of a program's actions, those of its named templates included. Groups inside them are not listed. */
export function pipelinesOf(program: Program): readonly Pipeline[] {
  const named = program.definitions.flatMap(({ steps }) => steps);
  return pipelinesIn([...program.steps, ...named]);
}

function pipelinesIn(steps: readonly Step[]): readonly Pipeline[] {
  return steps.flatMap((step) => {
    if (step.type === 'text' || step.type === 'opaque') return [];
    if (step.type !== 'choice') return [step.pipeline];
    return step.arms.flatMap((arm) => [...(arm.pipeline ? [arm.pipeline] : []), ...pipelinesIn(arm.steps)]);
  });
}

/** The commands of a pipeline and of the groups in it, the outer before the inner. */
export function commandsIn(pipeline: Pipeline): readonly Command[] {
  return pipeline.commands.flatMap((command) => [
    command,
    ...command.operands.flatMap((operand) => (operand.type === 'group' ? commandsIn(operand.pipeline) : [])),
  ]);
}

/** The command in a group that holds a single one; undefined for anything else. */
export function soleCommand(operand: Operand): Command | undefined {
  if (operand.type !== 'group' || operand.path.length > 0) return undefined;
  return operand.pipeline.commands.length === 1 ? operand.pipeline.commands[0] : undefined;
}
