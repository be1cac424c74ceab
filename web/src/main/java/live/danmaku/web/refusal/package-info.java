/** Requests that are no requests: what of them the framework may see, and that they cost no log. */
@NullMarked
package live.danmaku.web.refusal;

import org.jspecify.annotations.NullMarked;
