/** Rows of people, their label, their team and their plans. */
import { globalOrganizationId } from '@vesta-cx/db';
import { searchKey } from '@vesta-cx/db/query';
import { cast, castOrganizations } from '../cast.ts';
import { members, teams } from './access.ts';
import { features, plans, presets } from './catalogue.ts';
import type { Scene } from './context.ts';
import { castBios, people } from './people.ts';

const founded = 420;

export function makePeople(scene: Scene): void {
  const { rows } = scene;
  const start = scene.at(founded, 'global');
  const blank = { avatarUrl: null, bannerUrl: null };
  rows.organizations.push({
    workosOrgId: globalOrganizationId,
    name: 'vesta',
    ...blank,
    theme: null,
    createdAt: start,
    updatedAt: start,
  });
  for (const { externalId, name } of castOrganizations) {
    const createdAt = scene.at(398, externalId);
    rows.organizations.push({
      workosOrgId: scene.organizationId(externalId),
      name,
      ...blank,
      theme: { accent: '#c8553d', background: '#1b1b1e', font: 'grotesque', corners: 'sharp' },
      createdAt,
      updatedAt: createdAt,
    });
  }
  for (const person of cast) {
    const about = castBios[person.externalId];
    if ('newcomer' in person || !about) continue;
    const name = `${person.firstName} ${person.lastName}`;
    makePerson(scene, person.externalId, { ...about, handle: person.handle, name }, person.email);
  }
  for (const person of people) {
    makePerson(scene, person.handle, person, `${person.handle}@example.org`);
  }
}

function makePerson(
  scene: Scene,
  key: string,
  { handle, name, bio, joined }: { handle: string; name: string; bio: string; joined: number },
  email: string,
): void {
  const id = scene.userId(key);
  const createdAt = scene.at(joined, `@${handle}`);
  const membership = members.find(({ user }) => user === key);
  const readers = { guestReadable: true, circle: null };
  scene.register(`@${handle}`, { type: 'user', id, since: createdAt, ...readers });
  scene.rows.users.push({
    workosUserId: id,
    handle,
    email,
    displayName: name,
    bio,
    avatarUrl: null,
    searchKey: searchKey(name),
    organizationId: membership
      ? scene.organizationId(membership.organization)
      : globalOrganizationId,
    createdAt,
    updatedAt: createdAt,
  });
  scene.rows.userHandles.push({ handle, userId: id, createdAt });
}

export function makeTeams(scene: Scene): void {
  const { rows } = scene;
  for (const { organization, user, role } of members) {
    rows.organizationMembers.push({
      organizationId: scene.organizationId(organization),
      userId: scene.userId(user),
      role,
      createdAt: scene.at(290, `member:${user}`),
    });
  }
  for (const team of teams) {
    const createdAt = scene.at(260, team.key);
    const id = teamId(scene, team.key);
    rows.teams.push({
      id,
      organizationId: scene.organizationId(team.organization),
      name: team.name,
      searchKey: searchKey(team.name),
      ownerId: scene.userId(team.owner),
      createdAt,
      updatedAt: createdAt,
    });
    for (const user of team.members) {
      const addedAt = scene.at(259, `${team.key}:${user}`);
      rows.teamUsers.push({
        teamId: id,
        userId: scene.userId(user),
        addedAt,
        createdAt: addedAt,
      });
    }
  }
}

export function teamId(scene: Scene, key: string): string {
  return scene.id(`team:${key}`, scene.at(260, key));
}

export function makeCatalogue(scene: Scene): void {
  const { rows } = scene;
  const createdAt = scene.at(founded, 'catalogue');
  const times = { createdAt, updatedAt: createdAt };
  for (const { price, cost, ...feature } of features) {
    rows.features.push({ ...feature, ...times });
    rows.featurePricing.push({
      featureSlug: feature.slug,
      basePriceCents: price,
      costOfOperation: cost,
      ...times,
    });
  }
  rows.featurePresets.push(
    ...presets.map((preset, i) => ({ ...preset, displayOrder: i, ...times })),
  );

  for (const [person, { preset, discountPct = 0 }] of Object.entries(plans)) {
    const active = presets.find(({ name }) => name === preset)?.features ?? [];
    const userId = scene.userId(person);
    const grantedAt = scene.at(41, `plan:${person}`);
    const granted = { createdAt: grantedAt, updatedAt: grantedAt };
    const paid = preset !== 'free';
    rows.userFeatures.push(
      ...active.map((featureSlug) => ({
        userId,
        featureSlug,
        limitValue: featureSlug === 'workspaces' && preset !== 'enterprise' ? 3 : null,
        grantedAt,
        ...granted,
      })),
    );
    rows.userSubscriptions.push({
      userId,
      stripeCustomerId: paid ? `cus_demo_${person}` : null,
      stripeSubscriptionId: paid ? `sub_demo_${person}` : null,
      activeFeatures: active,
      customPriceCents: null,
      discountPct,
      discountType: discountPct > 0 ? 'volume' : null,
      billingCycleStart: paid ? scene.at(11, `plan:${person}`) : null,
      billingCycleEnd: paid ? scene.at(-19, `plan:${person}`) : null,
      isActive: true,
      ...granted,
    });
  }
}
