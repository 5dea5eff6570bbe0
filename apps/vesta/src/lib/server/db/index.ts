import { connect } from '#database';
import type { Database } from '@vesta-cx/db/query';

export { readYourWrites, release } from '#database';

/**
 * The app's database, and the only place that knows which engine is behind `platform`: the build
 * picks one by the scheme of `DATABASE_URL`. The same request always gets the same client.
 */
export const getDb = (platform: Pick<App.Platform, 'env' | 'ctx'>): Database => connect(platform);
