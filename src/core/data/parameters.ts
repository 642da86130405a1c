import { z } from 'zod'
import { err, ok, type Result } from '../result.ts'
import type { Problem } from './problem.ts'

/** The parameters that the model reads by name; parameters.json must hold these and no others. */
export const parameterNames = [
  'usMedianIncome',
  'incomeSigma',
  'townShareOfNonCore',
  'newSalesBase',
  'newSalesGrowth',
  'outsideShare',
  'occasionsLow',
  'occasionsMiddle',
  'occasionsHigh',
  'priceSensitivity',
  'incomeElasticity',
  'pragmaticPriceFactor',
  'pragmaticSpaceFactor',
  'pragmaticRiskFactor',
  'additionalSpaceFactor',
  'additionalAccessFactor',
  'additionalVmtFactor',
  'additionalSeatsFactor',
  'runningCostWeight',
  'consumerDiscount',
  'consumerHorizon',
  'spaceValue',
  'seatsValue',
  'riskAversion',
  'accessValue',
  'rangeValue',
  'noHomeChargingPenalty',
  'usableRange',
  'parkingValue',
  'powerValue',
  'keiFreewayDiscomfort',
  'keiAffinityMainstream',
  'keiAffinityPragmatic',
  'keiAffinityEnthusiast',
  'appealSd',
  'noveltyStart',
  'noveltyLife',
  'noveltyEnthusiastFactor',
  'fleetPriceSensitivity',
  'dealerValue',
  'greyAffinity',
  'greyPrice',
  'greySupply',
  'awarenessStart',
  'awarenessInnovation',
  'awarenessImitation',
  'awarenessForgetting',
  'awarenessVisibility',
  'newsBuzz',
  'gasolinePrice',
  'gasolineGrowth',
  'electricityPrice',
  'electricityGrowth',
  'exchangeRate',
  'tariffCar',
  'tariffTruck',
  'freight',
  'lhdNre',
  'lhdUnit',
  'rhdAcceptance',
  'makerMargin',
  'dealerMargin',
  'wacc',
  'amortYears',
  'launchMarketing',
  'localCostRatio',
  'localCapex',
  'localScaleVolume',
  'localScaleElasticity',
  'batteryLearning',
  'batteryCostShare',
  'stateLagScale',
  'survivalScale',
  'survivalShape',
  'gasolineCarbon',
  'gridCarbon',
  'driverDeathRate',
] as const
export type ParameterName = (typeof parameterNames)[number]

/** A value for every parameter, in the parameter's own unit. */
export type Parameters = Readonly<Record<ParameterName, number>>

export const confidences = ['high', 'medium', 'low'] as const

const ParameterSpec = z
  .strictObject({
    label: z.string().min(1),
    unit: z.string().min(1),
    group: z.string().min(1),
    /** Default value. */
    value: z.number(),
    /** 10th and 90th percentile of what is plausible. */
    low: z.number(),
    high: z.number(),
    shape: z.enum(['normal', 'lognormal', 'fixed']),
    /** Smallest and largest value that makes sense, inclusive; null where there is none. */
    min: z.number().nullable(),
    max: z.number().nullable(),
    source: z.string().min(1),
    confidence: z.enum(confidences),
    /** Sections of docs/model.md whose equations use it. */
    sections: z.array(z.string().min(1)),
  })
  .refine((p) => p.low <= p.value && p.value <= p.high, 'needs low ≤ value ≤ high')
  .refine(
    (p) => (p.min === null || p.min <= p.low) && (p.max === null || p.high <= p.max),
    'needs min ≤ low and high ≤ max',
  )
  .refine((p) => p.shape !== 'fixed' || p.low === p.high, 'is fixed, so low must equal high')
  .refine((p) => p.shape !== 'lognormal' || p.low > 0, 'is log-normal, so low must be above 0')

export type ParameterSpec = z.infer<typeof ParameterSpec>
export type ParameterSpecs = Readonly<Record<ParameterName, ParameterSpec>>

const FILE = 'parameters.json'

/** Read parameters.json, reporting every problem by parameter and field. */
export function parseParameters(json: string): Result<ParameterSpecs, readonly Problem[]> {
  let raw: unknown
  try {
    raw = JSON.parse(json)
  } catch (error) {
    return err([{ path: FILE, message: `is not JSON: ${(error as Error).message}` }])
  }
  const shape = Object.fromEntries(parameterNames.map((name) => [name, ParameterSpec]))
  const parsed = z.strictObject(shape).safeParse(raw, { error: describeIssue })
  if (parsed.success) return ok(parsed.data as ParameterSpecs)
  return err(parsed.error.issues.flatMap(issueProblems))
}

/** Say what a field needs, where its own check does not. */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is missing'
  const found = JSON.stringify(issue.input)
  if (issue.code === 'invalid_type') {
    const article = /^[aeiou]/.test(issue.expected) ? 'an' : 'a'
    return `is ${found}; must be ${article} ${issue.expected}`
  }
  if (issue.code === 'invalid_value')
    return `is ${found}; must be one of ${issue.values.join(', ')}`
  if (issue.code === 'too_small') return 'is empty'
  return undefined
}

function issueProblems(issue: z.core.$ZodIssue): Problem[] {
  const at = (...path: readonly PropertyKey[]) => [FILE, ...path].map(String).join(', ')
  if (issue.code !== 'unrecognized_keys')
    return [{ path: at(...issue.path), message: issue.message }]
  return issue.keys.map((key) => ({ path: at(...issue.path, key), message: 'is not known' }))
}

/** Give every parameter its default. */
export function defaultParameters(specs: ParameterSpecs): Parameters {
  return Object.fromEntries(parameterNames.map((name) => [name, specs[name].value])) as Parameters
}
