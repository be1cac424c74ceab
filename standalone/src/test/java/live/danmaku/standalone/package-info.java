/** End-to-end tests of the packaged program. */
@NullMarked
package live.danmaku.standalone;

import org.jspecify.annotations.NullMarked;
