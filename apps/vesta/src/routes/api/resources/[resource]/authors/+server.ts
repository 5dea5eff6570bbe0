import { operations } from '@vesta-cx/core/resources';
import { mount } from '$lib/server/api';

export const { GET, PUT, fallback } = mount(operations.readAuthors, operations.replaceAuthors);
