import { mount } from '$lib/server/api';
import { operations } from '@vesta-cx/core/keys';

export const { GET, fallback } = mount(operations.current);
