import { operations } from '@vesta-cx/core/permissions/editor';
import { mount } from '$lib/server/api';

export const { GET, fallback } = mount(operations.listActions);
