export { signIn, type SignIn } from './commands.ts';
