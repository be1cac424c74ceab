/** How clients are told where to connect: nodes with their load, and tickets that work once. */
@NullMarked
package live.danmaku.model.route;

import org.jspecify.annotations.NullMarked;
