/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Tests wait more than they compute. A worker that has grown large starts anew.
  maxWorkers: 3,
  workerIdleMemoryLimit: '1GB',
  // Long, so that a busy machine fails no test.
  testTimeout: 30_000,
  testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
  testSequencer: '<rootDir>/test/sequencer.js',
  globalSetup: '<rootDir>/test/program.ts',
  transform: { '^.+\\.ts$': '<rootDir>/test/transform.js' },
  setupFilesAfterEnv: ['<rootDir>/test/setup.ts'],
  // As the monorepo's Jest 27 writes them, so that the snapshots of the drop-in folder hold in both places.
  snapshotFormat: { escapeString: true, printBasicPrototype: true }
}
