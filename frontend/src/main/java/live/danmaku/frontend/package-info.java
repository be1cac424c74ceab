/** The role that legacy clients talk to: accepts messages, serves polls, viewers and the web pages. It does not know how messages are ordered. */
@NullMarked
package live.danmaku.frontend;

import org.jspecify.annotations.NullMarked;
