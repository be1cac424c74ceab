@NullMarked
package live.danmaku.routing.telemetry;

import org.jspecify.annotations.NullMarked;
