import { drizzle } from 'drizzle-orm/d1';
import * as schema from './schema';

/** The app's database: the only place that knows which engine is behind `platform`. */
export const getDb = (platform: App.Platform) => drizzle(platform.env.DB, { schema });
