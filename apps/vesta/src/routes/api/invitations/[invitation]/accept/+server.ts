import { invitationOperations } from '@vesta-cx/core/organizations';
import { mount } from '$lib/server/api';

export const { POST, fallback } = mount(invitationOperations.accept);
