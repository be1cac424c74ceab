package live.danmaku.frontend.apidoc;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;

/** The head of the OpenAPI document; the rest is read off the controllers. */
public final class ApiDocument {

    private static final String TOKEN = "token";

    private ApiDocument() {}

    public static OpenAPI head() {
        return new OpenAPI()
                .info(new Info()
                        .title("Danmaku")
                        .version("v1")
                        .description("The message system behind live-stream rooms. Times are in ms; errors are RFC 9457"
                                + " problem details. Reading needs no token; writing does."))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")
                                        .description("On a developer's machine POST /v1/dev/tokens gives one.")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }
}
