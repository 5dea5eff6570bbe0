/** Whom a workspace can belong to, as one field of a form: `user`, or an organization's id. */
import { AppError, isAppError } from '@vesta-cx/core';
import type { Owner, OwnerInput } from '@vesta-cx/core/workspaces';
import { textOf } from './form';

export interface OwnerChoice {
  value: string;
  label: string;
}

export const choiceOf = ({ type, id, name }: Owner): OwnerChoice =>
  type === 'user' ? { value: 'user', label: `You (${name})` } : { value: id, label: name };

/** The owner that was chosen; undefined where the form didn't ask. */
export function ownerIn(form: FormData): Required<OwnerInput> | { ownerType: 'user' } | undefined {
  const value = textOf(form, 'owner');
  if (value === null) return undefined;
  return value === 'user'
    ? { ownerType: 'user' }
    : { ownerType: 'organization', ownerId: value.slice(0, 64) };
}

/** Says what is wrong with either part of the owner at the one field that the form has for both. */
export async function withOwnerField<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.errors.length === 0) throw thrown;
    const errors = thrown.errors.map((one) =>
      one.path === 'ownerId' || one.path === 'ownerType' ? { ...one, path: 'owner' } : one,
    );
    throw new AppError(thrown.code, thrown.message, { errors });
  }
}
