/**
 * After how many milliseconds a test counts as stuck. No test is about time: a machine with much else
 * to do must not fail one.
 */
export const timeouts = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
};
