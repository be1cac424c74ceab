/** Tables and their adapters. {@code db/migration} holds the schema's versions. */
@NullMarked
package live.danmaku.db.mysql;

import org.jspecify.annotations.NullMarked;
