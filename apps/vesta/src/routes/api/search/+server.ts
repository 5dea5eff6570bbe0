import { operations } from '@vesta-cx/core/search';
import { mount } from '$lib/server/api';

export const { GET, fallback } = mount(operations.search);
