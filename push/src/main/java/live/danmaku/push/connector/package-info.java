/** A connector: how it is known, and how it begins and ends. Its halves are {@code edge} and {@code hub}. */
@NullMarked
package live.danmaku.push.connector;

import org.jspecify.annotations.NullMarked;
