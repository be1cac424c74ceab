/** Rules and nodes as ops see and change them. */
@NullMarked
package live.danmaku.routing.ops;

import org.jspecify.annotations.NullMarked;
