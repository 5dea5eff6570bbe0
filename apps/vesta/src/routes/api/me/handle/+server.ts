import { mount } from '$lib/server/api';
import { operations } from '@vesta-cx/core/users';

export const { PUT, fallback } = mount(operations.changeHandle);
