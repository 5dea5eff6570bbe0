import { mount } from '$lib/server/api';
import { operations } from '@vesta-cx/core/audit-log';

export const { GET, fallback } = mount(operations.listOfWorkspace);
