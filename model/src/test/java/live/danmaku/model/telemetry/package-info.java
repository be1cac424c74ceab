@NullMarked
package live.danmaku.model.telemetry;

import org.jspecify.annotations.NullMarked;
