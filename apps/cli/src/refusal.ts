import { type Place, type Problem, problem } from '@toride/core/errors'

/** What makes a command stop before it has begun: wrong arguments, or a configuration that cannot be used. Ends with exit code 2. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'))
    this.problems = problems
  }
}

/** A refusal because of how the command was called. */
export function usageError(reason: string): Refusal {
  return new Refusal([problem('bad-usage', {}, { reason })])
}

/** A refusal because of what stands in a file of settings. */
export function configurationProblem(reason: string, at: Place): Problem {
  return problem('bad-configuration', at, { reason })
}
