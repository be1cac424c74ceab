/** Tokens: signed JWTs that say who is calling and with which roles. */
@NullMarked
package live.danmaku.web.token;

import org.jspecify.annotations.NullMarked;
