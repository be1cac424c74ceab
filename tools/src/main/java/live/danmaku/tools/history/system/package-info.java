/**
 * The system of a run: engines, roles in processes of their own, and the wires between them, each of which can be killed,
 * frozen, cut or silenced by itself. {@code Deployment} is all of it.
 */
@NullMarked
package live.danmaku.tools.history.system;

import org.jspecify.annotations.NullMarked;
