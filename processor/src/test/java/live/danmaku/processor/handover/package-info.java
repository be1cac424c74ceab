@NullMarked
package live.danmaku.processor.handover;

import org.jspecify.annotations.NullMarked;
