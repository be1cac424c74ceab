/** Tokens for the asking, on a developer's own machine only. */
@NullMarked
package live.danmaku.frontend.devtoken;

import org.jspecify.annotations.NullMarked;
