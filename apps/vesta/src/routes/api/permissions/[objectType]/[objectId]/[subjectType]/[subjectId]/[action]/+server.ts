import { operations } from '@vesta-cx/core/access';
import { mount } from '$lib/server/api';

export const { PUT, DELETE, fallback } = mount(operations.set, operations.clear);
