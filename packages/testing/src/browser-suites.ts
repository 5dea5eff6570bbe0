/** What the browser's suites are about, as patterns of files. */

/** About nothing but D1: the rows that it counts and bills, its replicas, and its file on a disk. */
export const onlyOnD1 = ['budgets/**', 'replication/**', 'limits/**', 'failures/**', 'kill/**'];
