import type { Workspace } from '@vesta-cx/db';
import { cutText } from '@vesta-cx/utils/text';

/** A workspace as a list shows it. */
export interface WorkspaceCardData {
  id: string;
  href: string;
  name: string;
  description: string | null;
  avatar: string | null;
}

/** What two lines of a card can hold. */
const shown = 160;

/** The card of a workspace: what travels to the page, and no more. */
export const workspaceCardOf = ({ id, slug, name, description, avatarUrl }: Workspace) =>
  ({
    id,
    href: `/${slug}`,
    name,
    description: description && cutText(description, shown),
    avatar: avatarUrl,
  }) satisfies WorkspaceCardData;
