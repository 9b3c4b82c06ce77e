/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // By default one core is left alone, which is half of two.
  maxWorkers: '100%',
  testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
  transform: { '^.+\\.ts$': 'ts-jest' },
  setupFilesAfterEnv: ['<rootDir>/test/setup.ts'],
  // As the monorepo's Jest 27 writes them, so that the snapshots of the drop-in folder hold in both places.
  snapshotFormat: { escapeString: true, printBasicPrototype: true }
}
