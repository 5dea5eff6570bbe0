/** The version of the API: of this package, which is all that it is made of. */
export const version = '0.1.0';
