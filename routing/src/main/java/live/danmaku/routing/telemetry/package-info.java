/** What clients tell of their connections: taken, counted by cohort, and shown. */
@NullMarked
package live.danmaku.routing.telemetry;

import org.jspecify.annotations.NullMarked;
