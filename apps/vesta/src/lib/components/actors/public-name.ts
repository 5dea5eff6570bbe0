/** A name under which something appears in public. */
export interface PublicName {
  type: 'user' | 'workspace';
  name: string;
  avatarUrl: string | null;
  /** What the picture is drawn from where there is none: a workspace's id, a person's handle. */
  seed: string;
}

export const workspaceName = ({
  id,
  name,
  avatarUrl,
}: {
  id: string;
  name: string;
  avatarUrl: string | null;
}): PublicName => ({ type: 'workspace', name, avatarUrl, seed: id });

export const personName = ({
  handle,
  displayName,
  avatarUrl,
}: {
  handle: string;
  displayName: string | null;
  avatarUrl: string | null;
}): PublicName => ({ type: 'user', name: displayName ?? handle, avatarUrl, seed: handle });
