import { defineConfig } from 'vitest/config';

/** The rules run in plain Node; everything about sessions runs where it will live: in workerd. */
export default defineConfig({
  test: {
    projects: [{ test: { name: 'rules', include: ['src/permissions/**/*.test.ts'] } }],
  },
});
