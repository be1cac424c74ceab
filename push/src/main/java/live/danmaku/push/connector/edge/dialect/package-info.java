/** How clients talk: one adapter for each kind. */
@NullMarked
package live.danmaku.push.connector.edge.dialect;

import org.jspecify.annotations.NullMarked;
