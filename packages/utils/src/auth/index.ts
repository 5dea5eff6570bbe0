/** Signing in with WorkOS AuthKit: configuration, login, sealed sessions, the handle for hooks. */
export { AuthConfigError, isEmulator, parseAuthConfig } from './config.ts';
export type { AuthConfig, ConfigProblem } from './config.ts';
export { listDemoAccounts } from './demo.ts';
export type { DemoAccount } from './demo.ts';
export {
  clearSession,
  cookieName,
  cookieOptions,
  createAuthHandle,
  sessionCookie,
  setSession,
} from './handle.ts';
export type {
  AuthEvent,
  AuthHandleOptions,
  CookieEvent,
  CookieOptions,
  Cookies,
} from './handle.ts';
export type { Identity, Membership } from './identity.ts';
export { finishLogin, startLogin } from './login.ts';
export type { LoginFailure, LoginResult, LoginStart } from './login.ts';
export { safeReturnTo } from './return-to.ts';
export { seal, unseal } from './seal.ts';
export type { SealPurpose } from './seal.ts';
export { logoutUrl, readSession, sessionIdOf } from './session.ts';
export type { Session, SessionResult } from './session.ts';
