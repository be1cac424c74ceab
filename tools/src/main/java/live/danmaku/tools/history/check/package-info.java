/**
 * Judges a history, and nothing else: {@code Judge} hands it to one check after the other and sums up what they find. No
 * check calls a server.
 */
@NullMarked
package live.danmaku.tools.history.check;

import org.jspecify.annotations.NullMarked;
