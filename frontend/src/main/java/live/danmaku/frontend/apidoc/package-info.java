/** The API's description for machines and people. */
@NullMarked
package live.danmaku.frontend.apidoc;

import org.jspecify.annotations.NullMarked;
