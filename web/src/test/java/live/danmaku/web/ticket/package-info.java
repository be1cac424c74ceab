@NullMarked
package live.danmaku.web.ticket;

import org.jspecify.annotations.NullMarked;
