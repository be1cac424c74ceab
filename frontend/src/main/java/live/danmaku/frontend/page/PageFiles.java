package live.danmaku.frontend.page;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The pages whose address is not their file's name. They hold nothing that is secret; like the other files they are kept by
 * browsers only to be asked for again.
 */
@Hidden
@RestController
public final class PageFiles {

    static final String REPLAYS = "/replay/";

    private static final Resource OPS = new ClassPathResource("static/ops.html");
    private static final Resource REPLAY = new ClassPathResource("static/replay.html");

    /** What it shows, it asks for with a token. */
    @GetMapping({"/ops", "/ops/"})
    ResponseEntity<Resource> ops() {
        return page(OPS);
    }

    /** One file for every finished stream; which one it shows, it reads from its address. */
    @GetMapping(REPLAYS + "{room}")
    ResponseEntity<Resource> replay() {
        return page(REPLAY);
    }

    private static ResponseEntity<Resource> page(Resource file) {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noCache())
                .body(file);
    }
}
