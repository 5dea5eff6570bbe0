/** Answers a program that asks for a feed: only what is new to it travels. */
import * as feeds from '@vesta-cx/core/feeds';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { conditional } from './conditional';
import { page } from './request-context';
import { originOf } from './origin';
import { workspaceOf } from './workspace';

type Write = (feed: feeds.Feed, places: feeds.FeedPlaces) => string;

/** The feed of the workspace in the address as `write` writes it. Old addresses lead to the present one. */
export const feed = (type: string, write: Write) =>
  page(async (event: RequestEvent<{ workspace: string }>, context) => {
    const { params, url, request } = event;
    const workspace = await workspaceOf(event, context);
    if (workspace.slug !== params.workspace) {
      redirect(301, url.pathname.replace(/^\/[^/]+/, `/${workspace.slug}`));
    }
    const origin = originOf(event);
    const found = await feeds.ofWorkspace(context.db, context.principal, workspace);
    const body = write(found, { origin, self: origin + url.pathname });
    // What a member may read changes with whom they follow, too: that leaves no date.
    const lastModified = context.principal.userId === null ? found.updatedAt : undefined;
    return conditional(request, { type, body, lastModified });
  });
