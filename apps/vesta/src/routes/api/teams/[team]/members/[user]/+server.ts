import { operations } from '@vesta-cx/core/teams';
import { mount } from '$lib/server/api';

export const { GET, DELETE, fallback } = mount(operations.readMember, operations.removeMember);
