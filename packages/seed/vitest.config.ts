import { reporters } from '@vesta-cx/testing/report';
import { timeouts } from '@vesta-cx/testing/timeouts';
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['src/**/*.test.ts'], ...timeouts, reporters } });
