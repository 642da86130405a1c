/** Layers of the project (CONTRIBUTING.md): what each folder may import of the others. */
const layer = (path, mayUse) => ({
  name: `${path.replace('/', '-')}-layer`,
  severity: 'error',
  from: { path: `^${path}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^(src|bin|bench|test|e2e)/', pathNot: [path, ...mayUse].map((p) => `^${p}/`) },
})
const pure = { path: '^src/(core|kernel)/', pathNot: '\\.(test|fixture)\\.ts$' }

export default {
  forbidden: [
    layer('src/kernel', []),
    layer('src/core', ['src/kernel']),
    layer('src/app', ['src/core', 'src/kernel']),
    layer('src/cli', ['src/app', 'src/core']),
    {
      name: 'the-model-is-pure',
      severity: 'error',
      from: pure,
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-model-takes-few-packages',
      comment:
        'zod reads untrusted input, d3-dsv reads CSV, momoa places JSON problems, levenshtein suggests',
      severity: 'error',
      from: pure,
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot:
          'node_modules/(zod|d3-dsv|@types/d3-dsv|@humanwhocodes/momoa|fastest-levenshtein)/',
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
