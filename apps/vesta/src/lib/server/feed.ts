/** Answers a program that asks for a feed: only what is new to it travels. */
import * as feeds from '@vesta-cx/core/feeds';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { conditional } from './conditional';
import { page, together } from './request-context';
import { originOf } from './origin';
import { workspaceOf } from './workspace';

type Write = (feed: feeds.Feed, places: feeds.FeedPlaces) => string;

/** The feed of the workspace in the address as `write` writes it. Old addresses lead to the present one. */
export const feed = (type: string, write: Write) =>
  page(async (event: RequestEvent<{ workspace: string }>, context) => {
    const { params, url, request } = event;
    const { db, principal } = context;
    const now = new Date();
    const [workspace, ahead] = await together(
      workspaceOf(event, context),
      feeds.entriesAhead(db, principal, { slug: params.workspace }, now),
    );
    if (workspace.slug !== params.workspace) {
      redirect(301, url.pathname.replace(/^\/[^/]+/, `/${workspace.slug}`));
    }
    const origin = originOf(event);
    const found = await feeds.ofWorkspace(db, principal, workspace, now, ahead);
    const body = write(found, { origin, self: origin + url.pathname });
    // What a member may read changes with whom they follow, too: that leaves no date.
    const lastModified = principal.userId === null ? found.updatedAt : undefined;
    return conditional(request, { type, body, lastModified });
  });
