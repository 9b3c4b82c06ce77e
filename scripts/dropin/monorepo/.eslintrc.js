/** The rules of the monorepo for a cloud destination and its tests. */
const off = (...rules) => Object.fromEntries(rules.map((rule) => [`@typescript-eslint/${rule}`, 'off']))

module.exports = {
  root: true,
  parser: '@typescript-eslint/parser',
  parserOptions: { ecmaVersion: 2019, project: ['./packages/*/tsconfig.json'], tsconfigRootDir: __dirname },
  env: { node: true },
  plugins: ['@typescript-eslint', 'lodash'],
  extends: [
    'eslint:recommended',
    'plugin:@typescript-eslint/recommended',
    'plugin:@typescript-eslint/recommended-requiring-type-checking',
    'prettier/@typescript-eslint',
    'prettier'
  ],
  rules: {
    ...off(
      'ban-types',
      'explicit-module-boundary-types',
      'no-empty-interface',
      'no-unsafe-assignment',
      'no-unsafe-member-access',
      'no-unsafe-return',
      'require-await',
      'restrict-plus-operands',
      'restrict-template-expressions',
      'unbound-method'
    ),
    '@typescript-eslint/ban-ts-comment': [
      'error',
      {
        'ts-expect-error': 'allow-with-description',
        'ts-ignore': 'allow-with-description',
        'ts-nocheck': true,
        'ts-check': false
      }
    ],
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-unsafe-call': 'warn',
    '@typescript-eslint/no-unused-vars': [
      'error',
      { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true }
    ],
    'lodash/import-scope': ['error', 'method'],
    'no-restricted-imports': ['error', { paths: [{ name: 'crypto', importNames: ['createHash'] }] }],
    'no-unused-vars': 'off'
  },
  overrides: [
    {
      files: ['*.test.ts', '**/__tests__/**/*.ts', '**/test/**/*.ts'],
      env: { jest: true },
      plugins: ['jest'],
      rules: off('ban-ts-comment', 'no-unsafe-call', 'no-explicit-any', 'no-empty-function')
    }
  ]
}
