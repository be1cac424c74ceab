/** Which nodes there are, and which of them a client is offered. */
@NullMarked
package live.danmaku.routing.node;

import org.jspecify.annotations.NullMarked;
