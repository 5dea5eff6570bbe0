import { operations } from '@vesta-cx/core/organizations';
import { mount } from '$lib/server/api';

const { read, update, remove } = operations;
export const { GET, PATCH, DELETE, fallback } = mount(read, update, remove);
