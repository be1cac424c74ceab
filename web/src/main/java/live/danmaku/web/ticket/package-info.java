/** Tickets: short-lived signed permissions to open one long connection. */
@NullMarked
package live.danmaku.web.ticket;

import org.jspecify.annotations.NullMarked;
