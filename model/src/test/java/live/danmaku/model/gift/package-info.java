/** The ledger's contract, and stores in memory for tests that need no engine. */
@NullMarked
package live.danmaku.model.gift;

import org.jspecify.annotations.NullMarked;
