/** People, what they belong to, what they may do and what they pay. */
import * as s from '../../../src/index.ts';
import { at, bare, of, stamps } from './entry.ts';

const organization: s.Organization = {
  workosOrgId: 'org_night',
  name: 'Night Works',
  avatarUrl: 'https://example.com/a.png',
  bannerUrl: 'https://example.com/b.png',
  theme: { background: '#101010', corners: 'sharp' },
  workosUpdatedAt: at(17),
  ...stamps,
};

export const user: s.User = {
  workosUserId: 'user_ana',
  handle: 'ana',
  email: 'ana@example.com',
  displayName: 'Ana 🎛️ Ülker',
  bio: 'Line one\nline "two" \\ three, ’quoted’ — ☂',
  avatarUrl: 'https://example.com/a.png',
  searchKey: 'ana ulker',
  organizationId: 'org_night',
  workosUpdatedAt: at(18),
  ...stamps,
};

const member: s.OrganizationMember = {
  organizationId: 'org_night',
  userId: 'user_ana',
  role: 'admin',
  workosMembershipId: 'om_1',
  workosUpdatedAt: at(19),
  createdAt: at(2),
};

const team: s.Team = {
  id: 't1',
  organizationId: 'org_night',
  name: 'Press',
  searchKey: 'press',
  ownerId: 'user_ana',
  ...stamps,
};

const apiKey: s.ApiKey = {
  id: 'key_1',
  ownerType: 'organization',
  ownerId: 'org_night',
  createdBy: 'user_ana',
  parentId: 'key_2',
  name: 'Site "builder" ’24',
  hash: 'a'.repeat(64),
  hint: 'x1Y2',
  scopes: ['workspaces:read', 'resources:write'],
  expiresAt: at(20),
  lastUsedAt: at(21),
  revokedAt: at(22),
  createdAt: at(23),
};

const event: s.AuditEvent = {
  id: 'event_1',
  organizationId: 'org_night',
  workspaceId: 'w1',
  userId: 'user_ana',
  actingAsType: 'workspace',
  actingAsId: 'w1',
  means: 'key',
  keyId: 'key_1',
  action: 'team.member.add',
  objectType: 'team',
  objectId: 't1',
  objectName: 'Press ☂',
  detail: { member: 'user_bo', before: null },
  createdAt: at(24),
};

const action: s.PermissionAction = {
  slug: 'read',
  name: 'Read',
  description: 'See it',
  category: 'resource',
  ...stamps,
};

const feature: s.Feature = {
  slug: 'links',
  name: 'Links',
  description: 'Smart links',
  category: 'content',
  milestone: 'beta',
  ...stamps,
};

const preset: s.FeaturePreset = {
  name: 'pro',
  features: ['links', 'custom-domain'],
  description: 'For labels',
  displayOrder: 3,
  ...stamps,
};

const grant: s.UserFeature = {
  userId: 'user_ana',
  featureSlug: 'links',
  limitValue: 5,
  grantedAt: at(13),
  ...stamps,
};

const subscription: s.UserSubscription = {
  userId: 'user_ana',
  stripeCustomerId: 'cus_1',
  stripeSubscriptionId: 'sub_1',
  activeFeatures: ['links'],
  customPriceCents: 250,
  discountPct: 50,
  discountType: 'free-incentive',
  billingCycleStart: at(14),
  billingCycleEnd: at(15),
  isActive: false,
  ...stamps,
};

const key: s.IdempotencyKey = {
  callerId: 'user_ana',
  key: 'k-1',
  fingerprint: 'f'.repeat(64),
  mintedId: 'r1',
  responseStatus: 201,
  responseHeaders: { location: '/r/1' },
  responseBody: '{"id":"r1"}',
  createdAt: at(16),
};

export const people = [
  of(s.organizations, organization, bare(s.organizations, organization, { workosOrgId: 'org_b' })),
  of(s.users, user, bare(s.users, user, { workosUserId: 'user_bo', handle: 'bo' })),
  of(s.userHandles, { handle: 'ana-before', userId: 'user_ana', createdAt: at(4) }),
  of(
    s.organizationMembers,
    member,
    bare(s.organizationMembers, member, { userId: 'user_bo', role: 'member' }),
  ),
  of(s.teams, team, bare(s.teams, team, { id: 't2', name: 'Touring' })),
  of(s.teamUsers, { teamId: 't1', userId: 'user_bo', addedAt: at(5), createdAt: at(6) }),
  of(s.permissionActions, action, bare(s.permissionActions, action, { slug: 'write' })),
  of(s.permissions, {
    id: 'p1',
    subjectType: 'static',
    subjectId: 'follower',
    objectType: 'resource',
    objectId: 'r1',
    action: 'read',
    value: 'deny',
    ...stamps,
  }),
  of(s.features, feature, bare(s.features, feature, { slug: 'custom-domain' })),
  of(s.featurePricing, {
    featureSlug: 'links',
    basePriceCents: 300,
    costOfOperation: 120,
    ...stamps,
  }),
  of(s.featurePresets, preset, bare(s.featurePresets, preset, { name: 'free', features: [] })),
  of(s.userFeatures, grant, bare(s.userFeatures, grant, { featureSlug: 'custom-domain' })),
  of(
    s.userSubscriptions,
    subscription,
    bare(s.userSubscriptions, subscription, { userId: 'user_bo', isActive: true }),
  ),
  of(s.idempotencyKeys, key, bare(s.idempotencyKeys, key, { key: 'k-2' })),
  of(s.apiKeys, bare(s.apiKeys, apiKey, { id: 'key_2', hash: 'b'.repeat(64) }), apiKey),
  of(s.auditEvents, event, bare(s.auditEvents, event, { id: 'event_2', means: 'system' })),
  of(s.workosEvents, {
    id: 'event_01',
    event: 'organization_membership.deleted',
    objectId: 'om_1',
    occurredAt: at(25),
    createdAt: at(26),
  }),
];
