/** Whose a request is. */
@NullMarked
package live.danmaku.web.address;

import org.jspecify.annotations.NullMarked;
