import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import { boundaries } from './eslint/boundaries.mjs'

// The rules that need types and find what the compiler does not: forgotten promises, and `any` that came in from a
// library. The rest of typescript-eslint's typed rules would double the time of a lint run.
const typedRules = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-base-to-string': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-for-in-array': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/no-unsafe-argument': 'error',
  '@typescript-eslint/no-unsafe-assignment': 'error',
  '@typescript-eslint/no-unsafe-call': 'error',
  '@typescript-eslint/no-unsafe-member-access': 'error',
  '@typescript-eslint/no-unsafe-return': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/restrict-plus-operands': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
}

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'coverage/', 'test-results/', 'demo-pictures/', 'e2e/fixtures/lab/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      // `const { note, ...rest } = light` leaves a property out; `for await (const _ of stream)` empties a stream.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_$' }],
      // A promise of nothing is a `Promise<void>`, and so is what makes one: `deferred<void>()`.
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'faults/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typedRules,
  },
  {
    // A forgotten `await` before an expectation makes a test that cannot fail.
    files: ['e2e/**/*.ts', 'siege/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { '@typescript-eslint/no-floating-promises': 'error' },
  },
  {
    // What imports a .vue file: only vue-tsc can read its type, to ESLint it is an `any`.
    files: ['src/renderer/*/main.ts', 'src/renderer/**/*.component.test.ts', 'src/renderer/testing/**'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    // A test fails where it asserts too much about its own data, and `expect.any()` is an `any`.
    files: ['**/*.test.ts', '**/testing.ts', '**/testing/**', 'e2e/**', 'siege/**', 'bench/**'],
    rules: {
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  // Held to components: elsewhere there is nothing for these rules to find.
  { files: ['**/*.vue'], extends: [vue.configs['flat/recommended']] },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: { 'vue/no-v-html': 'error', 'vue/block-lang': ['error', { script: { lang: 'ts' } }] },
  },
  {
    rules: {
      eqeqeq: 'error',
      // Two things that need each other: one is declared, the other made with it, then the first is assigned.
      'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
    },
  },
  {
    // Where a compiler looks for names that do not exist, it knows more of them; scripts run in this very Node.
    files: ['**/*.ts', '**/*.vue'],
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: readonly(Object.getOwnPropertyNames(globalThis)) },
  },
  { files: ['**/*.cjs'], languageOptions: { globals: readonly(['require', 'module', '__dirname']) } },
  {
    files: ['src/**'],
    plugins: { porchlight: { rules: { boundaries } } },
    // No comment in the app's own code switches a rule off: a wrong import cannot be waved through.
    linterOptions: { noInlineConfig: true },
    rules: { 'porchlight/boundaries': 'error', 'no-console': 'error' },
  },
  prettier,
)

function readonly(names) {
  return Object.fromEntries(names.map((name) => [name, 'readonly']))
}
