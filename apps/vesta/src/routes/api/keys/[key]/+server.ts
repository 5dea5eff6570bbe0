import { mount } from '$lib/server/api';
import { operations } from '@vesta-cx/core/keys';

export const { GET, DELETE, fallback } = mount(operations.read, operations.revoke);
