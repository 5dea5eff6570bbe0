/** Many at once who all want the same. */
import { auditEvents } from '@vesta-cx/db';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import * as collections from '../../src/collections/index.ts';
import * as organizations from '../../src/organizations/index.ts';
import * as resources from '../../src/resources/index.ts';
import * as users from '../../src/users/index.ts';
import * as workspaces from '../../src/workspaces/index.ts';
import { dangling } from '../dangling.ts';
import { db, person, workspace } from '../make.ts';
import { account, workos, workosBut } from '../workos.ts';
import { call } from './entities.ts';

const crowd = Array.from({ length: 20 }, (_, n) => n);

describe('twenty changes of one organization at once', () => {
  const organizationWith = async () => {
    const ada = await account('Ada');
    const made = await organizations.create(db, workos, ada, { name: 'Saltmarsh' });
    return { ada, id: made.workosOrgId, address: `/organizations/${made.workosOrgId}` };
  };
  const { read, update } = organizations.operations;
  const { create: invite } = organizations.invitationOperations;

  it('with one ETag are one change, and of the others WorkOS hears nothing', async () => {
    const { ada, id, address } = await organizationWith();
    const headers = { 'if-match': (await call(read, address, { as: ada })).headers.get('etag')! };
    const told: string[] = [];
    const heard = workosBut('organizations', {
      rename: (one, name) => {
        told.push(name);
        return workos.organizations.rename(one, name);
      },
    });
    const answers = await Promise.all(
      crowd.map((n) =>
        call(update, address, { as: ada, body: { name: `Name ${n}` }, headers, workos: heard }),
      ),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(crowd.length - 1);
    const { name } = (await won[0]!.json()) as { name: string };
    expect(told).toEqual([name]);
    expect(await workos.organizations.get(id)).toMatchObject({ name });
    expect(await (await call(read, address, { as: ada })).json()).toMatchObject({ name });
  });

  it('send one letter to one address, however it is written', async () => {
    const { ada, id, address } = await organizationWith();
    const { email } = await account('Bruno');
    const answers = await Promise.all(
      crowd.map((n) => {
        const body = { email: n % 2 ? email.toUpperCase() : email };
        return call(invite, `${address}/invitations`, { as: ada, body });
      }),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...crowd.slice(1).map(() => 409)]);
    const sent = await workos.invitations.list({ organizationId: id });
    expect(sent.items).toHaveLength(1);
    const log = await db.select().from(auditEvents).where(eq(auditEvents.organizationId, id));
    expect(log.filter(({ action }) => action === 'organization.invitation.send')).toHaveLength(1);
  });
});

describe('twenty of one name at once, made without a slug, all get one', () => {
  const created = async (answers: Promise<Response>[]) => {
    const all = await Promise.all(answers);
    for (const answer of all) expect(answer.status, await answer.clone().text()).toBe(201);
    const made = await Promise.all(all.map(async (one) => (await one.json()) as { slug: string }));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(crowd.length);
    expect(await dangling(db)).toEqual([]);
  };

  it('workspaces', async () => {
    const people = await Promise.all(crowd.map(() => person()));
    const body = { name: 'Crowded harbour' };
    await created(
      people.map((as) => call(workspaces.operations.create, '/workspaces', { as, body })),
    );
  });

  it('resources', async () => {
    const as = await person();
    const { id } = await workspace(as);
    const body = { type: 'song', workspace: id, title: 'Crowded tide', song: {} };
    await created(crowd.map(() => call(resources.operations.create, '/resources', { as, body })));
  });

  it('collections', async () => {
    const as = await person();
    const body = { name: 'Crowded list' };
    await created(
      crowd.map(() => call(collections.operations.create, '/collections', { as, body })),
    );
  });

  it('people, of their handles', async () => {
    const people = await Promise.all(crowd.map(() => person('Crowded Ada')));
    const all = await Promise.all(people.map((one) => users.me(db, one)));
    expect(new Set(all.map(({ handle }) => handle)).size).toBe(crowd.length);
  });
});
