/** Viewers that a lost suffix of the store held. */
@NullMarked
package live.danmaku.processor.presence;

import org.jspecify.annotations.NullMarked;
