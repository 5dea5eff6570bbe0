import { operations } from '@vesta-cx/core/access';
import { mount } from '$lib/server/api';

export const { GET, fallback } = mount(operations.listActions);
