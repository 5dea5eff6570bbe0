import type {
  PermissionObjectType,
  PermissionSubjectType,
  PermissionValue,
  StaticAudience,
} from '@vesta-cx/db';
import type { Action } from './actions.ts';

/** Where a permission can be given; the order is the order in which levels decide. */
export const levels = [
  'user',
  'team',
  'organization',
  'static',
] as const satisfies readonly PermissionSubjectType[];
export type Level = PermissionSubjectType;

/** The subjects of the static level. */
export const audiences = [
  'guest',
  'authenticated',
  'follower',
  'subscriber',
] as const satisfies readonly StaticAudience[];
export type Audience = StaticAudience;

export type ObjectType = PermissionObjectType;
export type Value = PermissionValue;

/** A row of `permissions`, as much of it as a decision needs. */
export interface PermissionRow {
  id?: string;
  subjectType: Level;
  subjectId: string;
  objectType: ObjectType;
  objectId: string;
  action: Action;
  value: Value;
}

/** What is known about whoever asks. */
export interface Subject {
  /** null: a guest. The other facts then count for nothing. */
  userId: string | null;
  teamIds: readonly string[];
  organizations: readonly { id: string; role: 'admin' | 'member' }[];
  /** True if they follow the actor that the object belongs to. */
  follows?: boolean;
  /** True if they subscribe to the actor that the object belongs to. */
  subscribes?: boolean;
}

/** Who is accountable for a thing. A collection's owner can be a workspace, which is then its parent. */
export interface Owner {
  type: 'user' | 'organization' | 'workspace';
  id: string;
}

/** One object of the chain. */
export interface ObjectFacts {
  type: ObjectType;
  id: string;
  /** null for an organization: its admins own it. */
  owner: Owner | null;
  /** Of a workspace. */
  visibility?: 'public' | 'private';
}

export interface Question {
  subject: Subject;
  action: Action;
  /** The object first, then its parents: resource or collection → workspace → organization. */
  chain: readonly [ObjectFacts, ...ObjectFacts[]];
  /** Rows about any object of the chain; rows about others or for other subjects are ignored. */
  rows: readonly PermissionRow[];
}

/** Why a decision is what it is, in data, so that an interface can say it in its own words. */
export type Reason =
  | {
      rule: 'owner';
      /** The object whose owner asks: the object itself or one of its parents. */
      object: { type: ObjectType; id: string };
      owner: { type: 'user' | 'organization'; id: string };
      inherited: boolean;
    }
  | {
      rule: 'row';
      object: { type: ObjectType; id: string };
      level: Level;
      row: PermissionRow;
      inherited: boolean;
    }
  | { rule: 'visibility'; visibility: 'public' | 'private'; workspaceId: string | null }
  | { rule: 'default' };

export interface Decision {
  allowed: boolean;
  reason: Reason;
}
