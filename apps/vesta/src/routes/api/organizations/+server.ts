import { operations } from '@vesta-cx/core/organizations';
import { mount } from '$lib/server/api';

export const { GET, POST, fallback } = mount(operations.list, operations.create);
