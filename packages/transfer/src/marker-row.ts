/** A transfer's marker as the values of its row. */
import type { Marker } from './store.ts';

/** The values after `id`, in the order of the columns. */
export function markerValues(marker: Marker): (string | null)[] {
  return [
    marker.source,
    marker.state,
    marker.run,
    marker.startedAt.toISOString(),
    marker.finishedAt?.toISOString() ?? null,
  ];
}

/** The marker of a row that `selectMarker` gave; null when it gave none. */
export function markerFrom(values: readonly unknown[] | undefined): Marker | null {
  if (!values) return null;
  const [source, state, run, startedAt, finishedAt] = values as (string | null)[];
  return {
    source: source!,
    state: state as Marker['state'],
    run: run!,
    startedAt: new Date(startedAt!),
    finishedAt: finishedAt ? new Date(finishedAt!) : null,
  };
}
