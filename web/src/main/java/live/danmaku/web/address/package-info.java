/**
 * Whose a request is: the client's address, behind trusted proxies too, and the names under which it may call this
 * process.
 */
@NullMarked
package live.danmaku.web.address;

import org.jspecify.annotations.NullMarked;
