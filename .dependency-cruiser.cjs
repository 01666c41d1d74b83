/** The import law of the house, by name. See docs/architecture.md. */
const processes = ['worker', 'server', 'app'];

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Circles of types alone are gone at run time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contracts-is-a-leaf',
      comment: 'contracts/ is what every side agrees on; it knows no side.',
      severity: 'error',
      from: { path: '^contracts/' },
      to: { path: '^(platform|worker|server|app|components|hooks|scripts|tests|bench)/' },
    },
    {
      name: 'contracts-needs-only-zod',
      severity: 'error',
      from: { path: '^contracts/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core'],
        pathNot: '^node_modules/zod/',
      },
    },
    {
      name: 'platform-knows-no-process',
      severity: 'error',
      from: { path: '^platform/' },
      to: { path: '^(worker|server|app|components|hooks|scripts|tests|bench)/' },
    },
    ...processes.map((one) => ({
      name: `${one}-never-imports-another-process`,
      severity: 'error',
      from: { path: `^${one}/` },
      to: { path: `^(${processes.filter((other) => other !== one).join('|')})/` },
    })),
    {
      name: 'processes-see-no-browser-code',
      severity: 'error',
      from: { path: '^(worker|server)/' },
      to: { path: '^(hooks|components)/' },
    },
    {
      name: 'browser-sees-only-contracts',
      severity: 'error',
      from: { path: '^(hooks|components)/' },
      to: { path: '^(platform|worker|server|app|scripts)/' },
    },
    {
      name: 'hooks-and-components-do-not-meet',
      severity: 'error',
      from: { path: '^(hooks|components)/' },
      to: { path: '^(hooks|components)/', pathNot: '^$1/' },
    },
    {
      name: 'client-views-never-reach-platform',
      comment: 'A -view.tsx runs in the browser; platform/ is Node only.',
      severity: 'error',
      from: { path: '^app/.*-view\\.tsx$' },
      to: { path: '^platform/', reachable: true },
    },
    {
      name: 'only-app-imports-next',
      severity: 'error',
      from: { pathNot: '^(app/|next\\.config|next-env|proxy)' },
      to: { path: '^node_modules/next/' },
    },
    {
      name: 'product-never-imports-tests-or-scripts',
      severity: 'error',
      from: { path: '^(contracts|platform|worker|server|app|hooks|components)/' },
      to: { path: '^(tests|bench|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.next|dist|\\.data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
