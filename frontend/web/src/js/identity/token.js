// What a token says about itself. The page reads it to show a name; only the server judges it.

/** `{ uid, name, roles, expiresAtMs }` of a JWT, or null when it is none. */
export function readToken(token) {
  try {
    const payload = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof claims.sub !== 'string') {
      return null;
    }
    return {
      uid: claims.sub,
      name: typeof claims.name === 'string' ? claims.name : claims.sub,
      roles: Array.isArray(claims.roles) ? claims.roles : [],
      expiresAtMs: Number.isFinite(claims.exp) ? claims.exp * 1000 : Infinity,
    };
  } catch {
    return null;
  }
}
