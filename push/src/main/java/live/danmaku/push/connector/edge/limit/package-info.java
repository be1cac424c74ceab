/** How many connections an address and a user may have, and how fast an address may open them. */
@NullMarked
package live.danmaku.push.connector.edge.limit;

import org.jspecify.annotations.NullMarked;
