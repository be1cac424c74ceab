/** Keeps a sender's messages in order while their flow moves to other partitions. */
@NullMarked
package live.danmaku.processor.handover;

import org.jspecify.annotations.NullMarked;
