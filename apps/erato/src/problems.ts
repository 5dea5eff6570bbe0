/** The one page of erato: what can go wrong, with the place that the `type` of each problem names. */
import { problemAnchor, problems } from '@vesta-cx/core/http';
import { html } from 'hono/html';

/** The page, of an API that begins at `root`. */
export const problemPage = (root: string) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Problems · erato</title>
      </head>
      <body>
        <main>
          <h1>What can go wrong</h1>
          <p>
            The <code>type</code> of a problem names one of these; its <code>detail</code> says
            more. What erato offers is in <a href="${root}/openapi.json">its OpenAPI document</a>.
          </p>
          <dl>
            ${Object.entries(problems).map(
              ([code, { status, title }]) =>
                html`<dt id="${problemAnchor(code)}">${status}</dt>
                  <dd>${title}</dd>`,
            )}
          </dl>
        </main>
      </body>
    </html>`;
