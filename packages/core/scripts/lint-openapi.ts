/**
 * Part of `lint`: holds the document of each app against Redocly's `recommended-strict` rules and
 * Spectral's for OpenAPI. The exceptions stand here with their reasons.
 */
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectralCore from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { openapi, type DocumentOptions } from '../src/http/index.ts';
import { operations } from '../src/operations.ts';

const redocly = await createConfig({ extends: ['recommended-strict'] });

const spectral = new spectralCore.Spectral();
spectral.setRuleset({
  extends: [[oas as never, 'all']],
  rules: {
    // Of OpenAPI 3.0, where scopes are for OAuth alone. 3.1 has them, as roles, for every kind of security.
    'oas3-operation-security-defined': 'off',
    // An address of mail is nothing that this repository could promise for whoever runs it.
    'contact-properties': 'off',
    // `identifier` names the licence, beside which 3.1 allows no `url`.
    'license-url': 'off',
    // They stand in the order of the reference, the domains that others lean on first.
    'openapi-tags-alphabetical': 'off',
  },
});

const apps: DocumentOptions[] = [
  {
    title: 'vesta',
    version: '1.0.0',
    serverUrl: 'https://vesta.cx/api',
    sessionCookie: 'vesta_session',
    keys: true,
  },
  { title: 'erato', version: '1.0.0', serverUrl: 'https://erato.vesta.cx/v0', keys: true },
];

const faults: string[] = [];
for (const app of apps) {
  const source = JSON.stringify(openapi(operations, app));
  const say = (rule: string, message: string, at: string) =>
    faults.push(`${app.title}: ${message.split('\n', 1)[0]} (${rule}) at ${at}`);
  const ofRedocly = await lintFromString({ source, absoluteRef: 'openapi.json', config: redocly });
  for (const { ruleId, message, location } of ofRedocly) {
    say(ruleId, message, location[0]?.pointer ?? '');
  }
  for (const { code, message, path } of await spectral.run(source)) {
    say(String(code), message, path.join('/'));
  }
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
