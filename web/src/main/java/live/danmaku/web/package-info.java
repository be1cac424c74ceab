/** What all roles that speak HTTP share: who is calling ({@link live.danmaku.web.token}) and errors ({@link live.danmaku.web.problem}). */
@NullMarked
package live.danmaku.web;

import org.jspecify.annotations.NullMarked;
