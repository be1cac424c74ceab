/** What clients report of their connections, counted by cohort. */
@NullMarked
package live.danmaku.model.telemetry;

import org.jspecify.annotations.NullMarked;
