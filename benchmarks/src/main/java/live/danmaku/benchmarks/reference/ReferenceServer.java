package live.danmaku.benchmarks.reference;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The least a WebFlux server can do: parse a message and answer 202, or answer a constant. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ReferenceServer.Endpoints.class)
public class ReferenceServer {

    /** Settings: {@code --server.port}, {@code --reference.page-bytes}, {@code --reference.empty-bytes}. */
    public static void main(String... arguments) {
        SpringApplication server = new SpringApplication(ReferenceServer.class);
        server.setDefaultProperties(
                Map.of("server.address", "127.0.0.1", "spring.main.banner-mode", "off", "logging.level.root", "warn"));
        server.run(arguments);
    }

    /** A message as clients send it. */
    record Message(
            @Nullable String type,
            @Nullable JsonNode body,
            @Nullable String id,
            @Nullable From from,
            @Nullable Long sentAt) {

        record From(@Nullable String uid, @Nullable String name) {}
    }

    @RestController
    static final class Endpoints {

        private final byte[] page;
        private final byte[] empty;

        Endpoints(Environment environment) {
            page = new byte[environment.getRequiredProperty("reference.page-bytes", Integer.class)];
            empty = new byte[environment.getRequiredProperty("reference.empty-bytes", Integer.class)];
        }

        @PostMapping("/messages")
        @ResponseStatus(HttpStatus.ACCEPTED)
        void parse(@RequestBody Message message) {}

        @GetMapping(path = "/page", produces = MediaType.APPLICATION_JSON_VALUE)
        byte[] page() {
            return page;
        }

        @GetMapping(path = "/empty", produces = MediaType.APPLICATION_JSON_VALUE)
        byte[] empty() {
            return empty;
        }
    }
}
