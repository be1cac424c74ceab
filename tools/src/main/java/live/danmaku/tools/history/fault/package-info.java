/**
 * What goes wrong in a run. A {@code Schedule} of {@code Strike}s is drawn from a seed, one after the other, and can be
 * written down, read again and shrunk; the {@code Striker} does them to a system.
 */
@NullMarked
package live.danmaku.tools.history.fault;

import org.jspecify.annotations.NullMarked;
