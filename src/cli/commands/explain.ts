import { allowedNumber } from '../../core/data/column.ts'
import {
  parameterNames,
  type ParameterName,
  type ParameterSpec,
} from '../../core/data/parameters.ts'
import { modelSections } from '../../core/market/sections.ts'
import { unknownKey } from '../../core/scenario/problems.ts'
import { CommandError, EXIT, openSession, type Session, type Streams } from '../session.ts'
import { textTable } from '../text.ts'

/** keicast explain: say what a parameter is and where it comes from, or list them all. */
export function explain(name: string | undefined, streams: Streams): void {
  const session = openSession(streams, {})
  if (name === undefined) session.print(parameterList(session))
  else if (isParameter(name)) session.print(card(name, session))
  else {
    throw new CommandError(`parameter ${name} ${unknownKey(name, parameterNames)}`, EXIT.usage)
  }
}

function isParameter(name: string): name is ParameterName {
  return (parameterNames as readonly string[]).includes(name)
}

function card(name: ParameterName, { workbench, style }: Session): string {
  const spec = workbench.data.parameters[name]
  const limits = {
    unit: '1',
    ...(spec.min === null ? {} : { min: spec.min }),
    ...(spec.max === null ? {} : { max: spec.max }),
  }
  const rows: [string, string][] = [
    ['value', `${spec.value} ${spec.unit === '1' ? '(a pure number)' : spec.unit}`],
    ['plausible', plausible(spec)],
    ['allowed', allowedNumber(limits)],
    ['source', spec.source],
    ['confidence', spec.confidence],
    ['used in', spec.sections.map((id) => `${id} ${modelSections[id] ?? ''}`).join(', ')],
    ['', 'sections of docs/model.md'],
  ]
  const lines = rows.map(([label, text]) => `  ${label.padEnd(10)}  ${text}`)
  return [style.heading(`${name}: ${spec.label}`), ...lines].join('\n')
}

function plausible({ low, high, shape }: ParameterSpec): string {
  return shape === 'fixed'
    ? 'held fixed'
    : `${low} to ${high} (10th to 90th percentile, ${shape === 'normal' ? 'normal' : 'log-normal'})`
}

function parameterList({ workbench, style }: Session): string {
  const specs = parameterNames.map((name) => ({ name, spec: workbench.data.parameters[name] }))
  const rows = [...specs]
    .sort((a, b) => a.spec.group.localeCompare(b.spec.group, 'en'))
    .map(({ name, spec }) => [spec.group, name, String(spec.value), spec.unit, spec.label])
  return textTable(
    [
      { title: 'group', align: 'left' },
      { title: 'parameter', align: 'left' },
      { title: 'value', align: 'right' },
      { title: 'unit', align: 'left' },
      { title: 'what it is', align: 'left' },
    ],
    rows,
    style,
  )
}
