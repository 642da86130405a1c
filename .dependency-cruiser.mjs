/** Layers of the project (CONTRIBUTING.md): what each folder may import of the others. */
const layer = (path, mayUse) => ({
  name: `${path.replace('/', '-')}-layer`,
  severity: 'error',
  from: { path: `^${path}/`, pathNot: '\\.(test|fixture)\\.ts$' },
  to: {
    path: '^(src|electron|renderer|bin|bench|test|e2e)/',
    pathNot: [path, ...mayUse].map((p) => `^${p}/`),
  },
})
const pure = { path: '^src/(core|kernel)/', pathNot: '\\.(test|fixture)\\.ts$' }

export default {
  forbidden: [
    layer('src/kernel', []),
    layer('src/core', ['src/kernel']),
    layer('src/contract', ['src/core']),
    layer('src/app', ['src/contract', 'src/core', 'src/kernel']),
    layer('src/web-host', ['src/app', 'src/contract']),
    layer('src/cli', ['src/app', 'src/core', 'src/web-host']),
    layer('electron', ['src/app', 'src/contract']),
    layer('renderer', ['src/contract', 'src/core']),
    {
      name: 'renderer-takes-only-types-from-core',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: '^src/(core|kernel)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-do-not-import-each-other',
      comment: 'the shell composes features; views share their frame',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/', pathNot: '^renderer/features/shell/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'ui-and-charts-know-no-feature',
      severity: 'error',
      from: { path: '^renderer/(ui|charts)/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: '^renderer/(features|host)/' },
    },
    {
      name: 'the-worker-reaches-no-host',
      severity: 'error',
      from: { path: '^src/app/workers/sim-worker' },
      to: { path: '^(electron|src/web-host)/|^electron$|node_modules/electron/', reachable: true },
    },
    {
      name: 'the-model-is-pure',
      severity: 'error',
      from: pure,
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-model-takes-few-packages',
      comment:
        'zod reads untrusted input, d3-dsv reads CSV, momoa places JSON problems, levenshtein suggests, seedrandom draws; its entry does more than draw, so one generator is taken by itself',
      severity: 'error',
      from: { ...pure, pathNot: [pure.pathNot, '\\.d\\.ts$'] },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot: [
          'node_modules/(zod|d3-dsv|@types/d3-dsv|@humanwhocodes/momoa|fastest-levenshtein)/',
          'node_modules/seedrandom/lib/xor4096\\.js$',
        ],
      },
    },
    {
      name: 'only-the-shell-knows-electron',
      severity: 'error',
      from: { pathNot: '^(electron|e2e)/' },
      to: { path: '^electron$|node_modules/electron/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
}
