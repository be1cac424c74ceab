/**
 * The role that tells clients how to connect: the nodes and the choice among them ({@code node}), the answer by the rules of
 * the grey release ({@code route}), and what ops see and change of both ({@code ops}).
 */
@NullMarked
package live.danmaku.routing;

import org.jspecify.annotations.NullMarked;
