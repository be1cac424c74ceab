/** The web pages' files and their safety. */
@NullMarked
package live.danmaku.frontend.page;

import org.jspecify.annotations.NullMarked;
