import { operations } from '@vesta-cx/core/users';
import { mount } from '$lib/server/api';

export const { GET, PATCH, fallback } = mount(operations.me, operations.updateMe);
