import { memberOperations } from '@vesta-cx/core/organizations';
import { mount } from '$lib/server/api';

const { readMember, setRole, removeMember } = memberOperations;
export const { GET, PATCH, DELETE, fallback } = mount(readMember, setRole, removeMember);
