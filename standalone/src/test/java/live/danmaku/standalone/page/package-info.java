/** The web page, used through a real browser. */
@NullMarked
package live.danmaku.standalone.page;

import org.jspecify.annotations.NullMarked;
