const tseslint = require('typescript-eslint')

/** The drop-in folder is copied into Segment's monorepo, so it may import only what is there. */
const dropInImports = ['@segment/actions-core', 'dayjs', 'dayjs/plugin/utc', 'google-libphonenumber']

module.exports = tseslint.config(
  { ignores: ['dist/', 'coverage/', 'bench/', '**/*.{js,cjs,mjs}'] },
  ...tseslint.configs.recommended,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: __dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      curly: ['error', 'all']
    }
  },
  {
    files: ['src/destinations/**/*.ts'],
    ignores: ['**/__tests__/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: `^(?!(${dropInImports.join('|')})$)(?!\\.)`, message: 'The monorepo may not resolve this.' },
            { regex: '/(emulator|runner)(/|$)', message: 'The destination knows neither emulator nor runner.' }
          ]
        }
      ],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'require', '__dirname', '__filename']
    }
  }
)
