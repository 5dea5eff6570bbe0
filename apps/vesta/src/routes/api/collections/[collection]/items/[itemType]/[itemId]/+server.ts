import { operations } from '@vesta-cx/core/collections';
import { mount } from '$lib/server/api';

const { readItem, updateItem, removeItem } = operations;
export const { GET, PATCH, DELETE, fallback } = mount(readItem, updateItem, removeItem);
