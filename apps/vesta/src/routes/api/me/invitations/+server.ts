import { invitationOperations } from '@vesta-cx/core/organizations';
import { mount } from '$lib/server/api';

export const { GET, fallback } = mount(invitationOperations.listMine);
