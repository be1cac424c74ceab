/** From records to appends: one lane a topic and type, admission, batches, repeats until there is an answer. */
@NullMarked
package live.danmaku.processor.append;

import org.jspecify.annotations.NullMarked;
