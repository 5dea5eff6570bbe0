import { operations } from '@vesta-cx/core/teams';
import { mount } from '$lib/server/api';

export const { GET, POST, fallback } = mount(operations.listMembers, operations.addMember);
