/** Deleting single messages: {@code DeletionController → MessagePublisher}. */
@NullMarked
package live.danmaku.frontend.deletion;

import org.jspecify.annotations.NullMarked;
