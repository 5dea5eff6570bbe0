import 'unplugin-icons/types/svelte5';

declare global {
  namespace App {
    interface Error {
      message: string;
      /** A stable word for what went wrong: not_found, forbidden, … */
      code?: string;
      /** Why, in a sentence for the reader: which rule said no. */
      reason?: string;
    }
    interface Platform {
      env: {
        DB: D1Database;
        ASSETS: Fetcher;
      };
    }
  }
}
