/**
 * Names that nobody can choose, neither for a workspace's address nor as a handle: whoever had one
 * would seem to speak for the site, would stand where a page of the site is looked for, or would be
 * taken by programs for something else. Whoever has one already keeps it.
 */
const words = {
  brand: 'erato vesta vesta-app vesta-cx vesta-music vesta-official',
  roles: `admin administrator administrators admins anonymous anyone bot bots crew deleted
    everybody everyone founder founders guest guests helpdesk hostmaster mod moderation moderator
    moderators mods nobody official operator operators owner owners postmaster somebody someone
    staff superuser sysadmin sysop system team unknown webmaster`,
  legal: `abuse accessibility appeal appeals code-of-conduct community-guidelines compliance conduct
    cookie cookie-policy cookies copyright data-protection disclaimer dmca dsa eula gdpr guidelines
    impressum imprint legal legal-notice licence licences license licenses licensing policies policy
    privacy privacy-policy report reports rules safety security takedown terms terms-of-service
    terms-of-use tos trademark trademarks transparency trust`,
  help: `about about-us blog careers changelog community contact contact-us developer developers
    docs documentation faq faqs feedback forum forums getting-started guide guides help help-center
    info jobs learn manual news newsletter newsroom press roadmap status support tour tutorial
    tutorials welcome whats-new wiki`,
  account: `2fa account accounts activate auth authentication authorize callback confirm connect
    deactivate forgot-password invitation invitations invite invites join log-in log-out login logout
    magic-link me mfa my oauth oidc onboarding passkey passkeys password passwords preferences
    profile profiles recover register registration reset reset-password saml session sessions
    settings sign-in sign-out sign-up signin signout signup sso sudo token tokens two-factor
    unsubscribe verification verify you`,
  commerce: `affiliate affiliates basic billing business buy cart checkout credits donate donations
    enterprise free gift gifts invoice invoices order orders pay payment payments payout payouts plan
    plans premium price prices pricing pro purchase refund refunds shop sponsor sponsors store
    subscribe subscription subscriptions tip tips trial upgrade wallet`,
  infrastructure: `api api-docs apis app apps asset assets autoconfig autodiscover backup beta build
    cache cdn cgi cgi-bin config console cron css database db debug demo development dist dns
    download downloads email embed embeds error errors file files font fonts ftp git graphql health
    healthcheck healthz hook hooks image images img imap internal intranet js lib localhost log logs
    mail media metrics mx noreply no-reply ns ns1 ns2 oembed ping pop3 preview private prod production
    proxy public queue readyz redirect rest root rpc sandbox script scripts server smtp src ssh ssl
    staging static stats styles svn temp test tests tmp tracking upload uploads v0 v1 v2 v3 var vpn
    webhook webhooks websocket widget widgets worker workers ws www`,
  files: `ads ads-txt apple-app-site-association apple-touch-icon assetlinks atom browserconfig
    crossdomain favicon favicon-ico feed feeds host-meta humans humans-txt index index-html json
    llms llms-txt manifest nodeinfo opensearch robots robots-txt rss security-txt service-worker
    site-webmanifest sitemap sitemap-xml sitemaps sw webfinger webmanifest well-known xml`,
  http: `400 401 402 403 404 405 410 429 500 502 503 504 bad-request delete forbidden get head
    http https not-found options patch post put trace unauthorized url urls`,
  // The first is a property of every object, also of those in which paths are looked up.
  programming: `constructor prototype proto false nan none null true undefined void`,
};

/** Words of a group, those of several parts also in one: `sign-up` and `signup`. */
const listed = (group: string): string[] =>
  group.split(/\s+/).flatMap((word) => [word, word.replaceAll('-', '')]);

export const reservedNames: ReadonlySet<string> = new Set(Object.values(words).flatMap(listed));
