/** D1, through its binding. */
import { drizzle } from 'drizzle-orm/d1';
import * as schema from './schema';

export const connect = ({ env }: Pick<App.Platform, 'env'>) => drizzle(env.DB, { schema });

/** A binding holds nothing open. */
export const release = (_request: Pick<App.Platform, 'env' | 'ctx'>): void => {};
