/** The HTTP interface, called as its users call it. */
@NullMarked
package live.danmaku.standalone.api;

import org.jspecify.annotations.NullMarked;
