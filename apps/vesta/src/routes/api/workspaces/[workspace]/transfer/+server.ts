import { operations } from '@vesta-cx/core/workspaces';
import { mount } from '$lib/server/api';

export const { GET, POST, fallback } = mount(operations.readTransfer, operations.transfer);
