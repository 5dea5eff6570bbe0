import { operations } from '@vesta-cx/core/teams';
import { mount } from '$lib/server/api';

const { read, update, remove } = operations;
export const { GET, PATCH, DELETE, fallback } = mount(read, update, remove);
