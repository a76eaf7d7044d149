import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const tests = ['**/*.test.ts', 'test/**', 'bench/**']
const typescript = ['**/*.ts', '**/*.tsx']

const typed = tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: typescript }))

export default defineConfig(
  globalIgnores(['data/', 'dist/', 'coverage/', 'widget/dist/', 'widget/.dist-*/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...typed,
  {
    files: typescript,
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/ban-ts-comment': [
        'error',
        {
          'ts-ignore': true,
          'ts-nocheck': true,
          'ts-expect-error': 'allow-with-description',
          minimumDescriptionLength: 10,
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A function may be asynchronous because its contract is, with nothing to wait for in this one implementation.
      '@typescript-eslint/require-await': 'off',
      // Type parameters that appear once still name what a caller gives (`Field<Value>`).
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // `void` in a union is how a contract says that an author may return nothing.
      '@typescript-eslint/no-invalid-void-type': 'off',

      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Node runs erasable TypeScript only: use a union of strings.' },
        { selector: 'TSParameterProperty', message: 'Node runs erasable TypeScript only: declare the field.' },
        { selector: 'Decorator', message: 'Node runs erasable TypeScript only: use a factory.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'src/config/env.ts reads the environment, and hands it down.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'process', importNames: ['env'], message: 'src/config/env.ts reads the environment.' },
            { name: 'node:process', importNames: ['env'], message: 'src/config/env.ts reads the environment.' },
          ],
        },
      ],
    },
  },
  {
    files: ['src/config/env.ts', 'scripts/**/*.ts', ...tests],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' },
  },
  {
    files: ['src/cli/**', 'scripts/**/*.ts', ...tests],
    rules: { 'no-console': 'off' },
  },
  {
    // Made of the document by a generator, which writes what the document says twice.
    files: ['src/client/api-types.ts'],
    rules: {
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      '@typescript-eslint/no-duplicate-type-constituents': 'off',
    },
  },
  {
    // A test may know what the compiler cannot (an answer's shape, an index that is there), and fails if it is wrong.
    files: [...tests, 'src/testing/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
)
