/** Takes clients off long connections that do not work for them, by what they report. */
@NullMarked
package live.danmaku.routing.guard;

import org.jspecify.annotations.NullMarked;
