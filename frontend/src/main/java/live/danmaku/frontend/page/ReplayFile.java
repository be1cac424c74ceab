package live.danmaku.frontend.page;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The page of every finished stream is one file; which stream it shows, it reads from its address. */
public final class ReplayFile {

    static final String ADDRESS = "/replay/";

    private ReplayFile() {}

    /** Serves it, to be asked for again like the other pages. */
    public static RouterFunction<ServerResponse> route() {
        ClassPathResource file = new ClassPathResource("static/replay.html");
        return RouterFunctions.route()
                .GET(
                        ADDRESS + "{room}",
                        request -> ServerResponse.ok()
                                .contentType(MediaType.TEXT_HTML)
                                .cacheControl(CacheControl.noCache())
                                .bodyValue(file))
                .build();
    }
}
