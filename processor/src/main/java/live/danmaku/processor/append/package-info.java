/** From records to appends: one lane a topic, batches, repeats until Redis answers. */
@NullMarked
package live.danmaku.processor.append;

import org.jspecify.annotations.NullMarked;
