/** Who may import whom; the layers of docs/architecture.md as rules. */
const product = ['core', 'cli', 'main', 'preload', 'renderer'];
const tests = '[.]test[.]tsx?$';

/** A layer may import itself, core and packages, and no other layer of ours. */
const layerRules = product.map((layer) => ({
  name: `${layer}-imports-only-${layer === 'core' ? 'itself' : 'core'}`,
  severity: 'error',
  from: { path: `^${layer}/`, pathNot: tests },
  to: {
    path: `^(${[...product, 'tools', 'test', 'bench'].filter((other) => other !== layer && other !== 'core').join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'core-is-pure',
      comment: 'core knows no platform',
      severity: 'error',
      from: { path: '^core/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-sees-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-in-two-files',
      severity: 'error',
      from: {
        path: '^(?!main/shells/electron[.]ts$|preload/electron[.]ts$|main/shells/electron[.]test[.]ts$)',
      },
      to: { path: '(^electron$|node_modules/electron/)' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual:|electron$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
