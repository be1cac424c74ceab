/** Gifts on their way to a timeline: into the ledger first. */
@NullMarked
package live.danmaku.processor.gift;

import org.jspecify.annotations.NullMarked;
