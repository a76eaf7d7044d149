// Says how a run of the tests ended, in one line that a person and a machine read alike: `N passed, N failed`.

/** @typedef {Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests' | 'numRuntimeErrorTestSuites', number>} Results */

export default class SummaryReporter {
  /**
   * @param {unknown} _contexts
   * @param {Results} results
   */
  onRunComplete(_contexts, results) {
    // A file that could not even be loaded holds no tests that could fail, but it is no success.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    const skipped = results.numPendingTests + results.numTodoTests
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`
    // Jest may still have things to say after the last reporter; nothing is said after `exit`.
    process.once('exit', () => process.stdout.write(line))
  }
}
