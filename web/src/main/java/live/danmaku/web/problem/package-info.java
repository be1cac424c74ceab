/** Errors as RFC 9457 problem details, with a text that says the value and what was expected. */
@NullMarked
package live.danmaku.web.problem;

import org.jspecify.annotations.NullMarked;
