/** What every timeline must do, and a fake that does it. */
@NullMarked
package live.danmaku.model.timeline;

import org.jspecify.annotations.NullMarked;
