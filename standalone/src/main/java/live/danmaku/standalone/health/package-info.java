/** What the probes under {@code /actuator/health} ask. */
@NullMarked
package live.danmaku.standalone.health;

import org.jspecify.annotations.NullMarked;
