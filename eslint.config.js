const eslint = require('@eslint/js')
const tseslint = require('typescript-eslint')

/** The drop-in folder is copied into Segment's monorepo, so it may import only what is there. */
const dropInImports = ['@segment/actions-core', 'dayjs', 'dayjs/plugin/utc', 'google-libphonenumber']

const namesOfNode = ['process', 'Buffer', 'require', '__dirname', '__filename']

/** Segment's Functions promise none of these. */
const namesNotInFunctions = [
  'AbortController',
  'AbortSignal',
  'Headers',
  'TextEncoder',
  'setImmediate',
  'structuredClone'
]

const unusedVars = ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }]

module.exports = tseslint.config(
  { ignores: ['dist/', 'coverage/'] },
  {
    files: ['**/*.{js,cjs,mjs}'],
    extends: [eslint.configs.recommended],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', __dirname: 'readonly' } },
    rules: { 'no-unused-vars': unusedVars }
  },
  // Files that end in .js are CommonJS, as package.json says.
  { files: ['**/*.js'], languageOptions: { sourceType: 'commonjs' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './src/try/page/tsconfig.json'], tsconfigRootDir: __dirname }
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': unusedVars,
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      curly: ['error', 'all']
    }
  },
  // JSON becomes text in two places, which know what it may be: an object with a `toString` of its own throws.
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['**/__tests__/**', 'src/segment/event.ts', 'src/destinations/clevertap/values/*.ts'],
    rules: {
      '@typescript-eslint/no-base-to-string': ['error', { checkUnknown: true, ignoredTypeNames: ['Error', 'URL'] }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }]
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
            {
              regex: '/(emulator|deliver|segment|try)(/|$)',
              message: 'The destination knows neither the emulator nor the command line.'
            }
          ]
        }
      ],
      'no-restricted-globals': ['error', ...namesOfNode]
    }
  },
  {
    files: ['src/conformance/**/*.ts'],
    ignores: ['**/__tests__/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/(emulator|deliver|segment|try)(/|$)',
              message: 'Claims about CleverTap must not rest on what stands in for it.'
            }
          ]
        }
      ]
    }
  },
  {
    files: ['src/function/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...namesOfNode, ...namesNotInFunctions] }
  },
  {
    files: ['src/try/page/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex:
                '^(?!.*/(segment/subscription-entries|clevertap/values/json)$).*/(destinations|emulator|deliver|segment|engine|server)/',
              message:
                'The page asks its server; it has no logic of mappings. Both share protocol.ts, patch.ts, and what is JSON and a subscription.'
            }
          ]
        }
      ],
      // Values of events are text, whatever is in them.
      'no-restricted-syntax': [
        'error',
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Values are text.' },
        {
          selector: 'MemberExpression[property.name=/^(inner|outer)HTML$|^insertAdjacentHTML$/]',
          message: 'Values are text.'
        }
      ]
    }
  }
)
