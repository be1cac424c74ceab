/**
 * The words of the system as types: ids, topics, messages and cursors.
 *
 * <p>The one idea: <em>a room is one ordered log, and everyone who reads it holds a {@link
 * live.danmaku.model.timeline.Cursor}</em>. This module depends on nothing but the JDK; every other module depends on
 * it.
 */
@NullMarked
package live.danmaku.model;

import org.jspecify.annotations.NullMarked;
