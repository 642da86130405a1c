import type { Catalog } from '../../../../src/contract/catalog.ts'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import { withPart } from '../../../state/scenario-edits.ts'

/** Whether an input is how the surroundings turn out, or what lawmakers and makers choose. */
export type InputKind = 'world' | 'decision'

const WORLD_GROUPS = ['buyers', 'market', 'tastes', 'awareness', 'energy', 'stock', 'impacts']
/** Parameters that stand among the supply's but nobody chooses. */
const WORLD_PARAMETERS = ['exchangeRate', 'greySupply', 'greyPrice', 'greyAffinity']

/** Tell which kind a parameter is. */
export function parameterKind(catalog: Pick<Catalog, 'parameters'>, name: string): InputKind {
  const group = catalog.parameters.find((parameter) => parameter.name === name)?.group ?? ''
  const isWorld = WORLD_GROUPS.includes(group) || WORLD_PARAMETERS.includes(name)
  return isWorld ? 'world' : 'decision'
}

/** Parts of a scenario that are decisions as a whole; the years that are run are the planner's choice. */
const DECISION_PARTS = [
  'horizon',
  'federal',
  'tariffs',
  'states',
  'steering',
  'source',
  'makers',
  'nameplates',
] as const satisfies readonly (keyof Scenario)[]

export interface SplitScenarios {
  /** The reference with the surroundings of the current scenario. */
  readonly worldOnly: Scenario
  /** The reference with the decisions of the current scenario. */
  readonly decisionsOnly: Scenario
}

/** Split the way from the reference to the current scenario into its two kinds of change. */
export function splitScenario(
  reference: Scenario,
  current: Scenario,
  catalog: Pick<Catalog, 'parameters'>,
): SplitScenarios {
  const withParameters = (scenario: Scenario, kind: InputKind) =>
    withPart(scenario, 'parameters', mixParameters(reference, current, { catalog, kind }))
  const worldOnly = withPart(withParameters(reference, 'world'), 'series', current.series)
  let decisionsOnly = withParameters(reference, 'decision')
  for (const part of DECISION_PARTS) decisionsOnly = withPart(decisionsOnly, part, current[part])
  return { worldOnly, decisionsOnly }
}

/** The current scenario's parameters of one kind, the reference's of the other. */
function mixParameters(
  reference: Scenario,
  current: Scenario,
  { catalog, kind }: { readonly catalog: Pick<Catalog, 'parameters'>; readonly kind: InputKind },
): NonNullable<Scenario['parameters']> {
  const take = (scenario: Scenario, matches: boolean) =>
    Object.entries(scenario.parameters ?? {}).filter(
      ([name]) => (parameterKind(catalog, name) === kind) === matches,
    )
  return Object.fromEntries([...take(reference, false), ...take(current, true)])
}

/** What a difference in one result comes from; the parts add up to the total. */
export interface DifferenceParts {
  readonly total: number
  readonly world: number
  readonly decisions: number
  /** What the two do together beyond what each does alone. */
  readonly together: number
}

/** Split a result's difference, from its values in four runs. */
export function splitDifference(values: {
  readonly reference: number
  readonly current: number
  readonly worldOnly: number
  readonly decisionsOnly: number
}): DifferenceParts {
  const total = values.current - values.reference
  const world = values.worldOnly - values.reference
  const decisions = values.decisionsOnly - values.reference
  return { total, world, decisions, together: total - world - decisions }
}

/** Tell which kinds of input differ. */
export function kindsThatDiffer(
  differences: readonly { readonly kind: InputKind }[],
): InputKind | 'both' | 'none' {
  const [first, second] = [...new Set(differences.map(({ kind }) => kind))]
  if (first === undefined) return 'none'
  return second === undefined ? first : 'both'
}

/** Split a difference that only one kind of input makes. */
export function splitOfOneKind(kind: InputKind, total: number): DifferenceParts {
  const isWorld = kind === 'world'
  return { total, world: isWorld ? total : 0, decisions: isWorld ? 0 : total, together: 0 }
}
