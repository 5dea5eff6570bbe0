import { action, page } from '$lib/server/request-context';
import { parseForm, readablePictures, textOf, versionOf } from '$lib/server/form';
import { readHex } from '$lib/theme/color';
import * as workspaces from '@vesta-cx/core/workspaces';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = page(async ({ params, url }, { db, principal }) => {
  const workspace = await workspaces.authorizeDashboard(db, principal, params.workspace, 'admin');
  const { name, slug, description, avatarUrl, bannerUrl, visibility, theme, version } = workspace;
  const pictures = readablePictures({ avatarUrl, bannerUrl });
  return {
    settings: { name, slug, description, ...pictures, visibility, theme: theme ?? {}, version },
    host: url.host,
    owner: await workspaces.ownerFor(db, principal, workspace),
  };
});

type Patch = Parameters<typeof workspaces.update>[2];

/** One part of the settings: reads its fields, and comes back to it. */
const part = (name: string, read: (form: FormData) => Record<string, unknown>) =>
  action<RequestEvent, { saved: string }>(async ({ params }, { db, principal, form }) => {
    const workspace = await workspaces.authorizeDashboard(db, principal, params.workspace, 'admin');
    const patch: Patch = parseForm(workspaces.updateWorkspaceSchema, read(form));
    const changed = await workspaces.update(db, workspace, patch, versionOf(form));
    if (changed.slug !== params.workspace) {
      redirect(303, `/dashboard/${changed.slug}/settings?saved=${name}`);
    }
    return { saved: name };
  });

/** The colour of a field; what is none is left as it was typed, for the schema to refuse. */
function colorOf(form: FormData, name: string): string | undefined {
  const typed = textOf(form, name);
  return typed === null ? undefined : (readHex(typed) ?? typed);
}

export const actions: Actions = {
  identity: part('identity', (form) => ({
    name: form.get('name') ?? '',
    slug: textOf(form, 'slug') ?? '',
    description: textOf(form, 'description'),
  })),
  pictures: part('pictures', (form) => ({
    avatarUrl: textOf(form, 'avatarUrl'),
    bannerUrl: textOf(form, 'bannerUrl'),
  })),
  look: part('look', (form) => ({
    theme: {
      accent: colorOf(form, 'accent'),
      background: colorOf(form, 'background'),
      font: textOf(form, 'font') ?? undefined,
      corners: textOf(form, 'corners') ?? undefined,
    },
  })),
  visibility: part('visibility', (form) => ({ visibility: form.get('visibility') })),
};
