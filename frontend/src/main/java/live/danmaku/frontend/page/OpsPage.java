package live.danmaku.frontend.page;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The ops page at its short address. It holds nothing that is secret; what it shows, it asks for with a token. */
@Hidden
@RestController
public final class OpsPage {

    private static final Resource PAGE = new ClassPathResource("static/ops.html");

    @GetMapping({"/ops", "/ops/"})
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noCache())
                .body(PAGE);
    }
}
