// What a program imports.

export { DanmakuClient } from './client.js';
export { CLOSE } from './close.js';
export { Http } from './http.js';
export { Problem, parseRetryAfter } from './problem.js';
