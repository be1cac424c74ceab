/**
 * The role that tells clients how to connect. There is one transport so far, polling, so its answer is always the same;
 * the rules of the grey release and the list of nodes belong here.
 */
@NullMarked
package live.danmaku.routing;

import org.jspecify.annotations.NullMarked;
