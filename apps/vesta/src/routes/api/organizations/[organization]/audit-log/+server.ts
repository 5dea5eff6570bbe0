import { mount } from '$lib/server/api';
import { operations } from '@vesta-cx/core/audit';

export const { GET, fallback } = mount(operations.listOfOrganization);
