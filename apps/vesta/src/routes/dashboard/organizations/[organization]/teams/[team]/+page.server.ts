import { action, page } from '$lib/server/request-context';
import { parseForm, queryOf, textOf, versionOf } from '$lib/server/form';
import * as teams from '@vesta-cx/core/teams';
import { verbOf } from '@vesta-cx/utils/permissions';
import type { Actions, PageServerLoad } from './$types';
import { teamOf } from './team';

/** A team, who is in it and what it may do; for administrators also whom it could take in (`?q=`). */
export const load: PageServerLoad = page(
  async ({ params, url, parent }, { db, principal, paged }) => {
    const team = await teamOf(db, principal, params, 'read');
    const { items, next, isFirst } = await paged({}, (cursor) =>
      teams.members(db, team, { limit: 50, cursor }),
    );
    const rules = await paged(
      {},
      (cursor) => teams.rules(db, team, { limit: 50, cursor }),
      'rules',
    );
    const q = queryOf(url.searchParams, 120);
    const { rights } = await parent();
    return {
      team: { id: team.id, name: team.name, version: teams.versionOf(team) },
      members: items,
      next,
      isFirst,
      rules: rules.items.map(({ object, rules: own }) => ({
        object,
        rules: own.map(({ action: slug, value }) => ({
          value,
          text: `${value === 'allow' ? 'may' : 'may not'} ${verbOf(slug)} it`,
        })),
      })),
      nextRules: rules.next,
      isFirstOfRules: rules.isFirst,
      isNew: url.searchParams.has('made'),
      q,
      found: rights.admin && q !== null ? await found(q) : null,
    };

    async function found(start: string) {
      const asAdmin = await teamOf(db, principal, params, 'admin');
      return teams.candidates(db, asAdmin, { limit: 20, q: start || undefined });
    }
  },
);

export const actions: Actions = {
  rename: action(async ({ params }, { db, principal, form }) => {
    const team = await teamOf(db, principal, params, 'admin');
    const patch = parseForm(teams.updateTeamSchema, { name: form.get('name') ?? '' });
    await teams.update(db, team, patch, versionOf(form));
    return { done: 'Renamed.' };
  }),
  add: action(async ({ params }, { db, principal, form }) => {
    const team = await teamOf(db, principal, params, 'admin');
    const { userId } = parseForm(teams.addMemberSchema, { userId: textOf(form, 'userId') ?? '' });
    await teams.addMember(db, team, userId);
    const member = await teams.member(db, team, userId);
    return { done: `${member?.displayName ?? 'They'} joined the team.` };
  }),
  remove: action(async ({ params }, { db, principal, form }) => {
    const team = await teamOf(db, principal, params, 'admin');
    const userId = textOf(form, 'userId') ?? '';
    const member = await teams.member(db, team, userId);
    // Another tab, or a second click, may have been first.
    if (member) await teams.removeMember(db, team, userId);
    return { done: `${member?.displayName ?? 'They'} left the team.` };
  }),
};
