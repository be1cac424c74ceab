package live.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is shipped has a list of everything in it. */
class BillOfMaterialsTest {

    @Test
    void list_ofTheProgram_hasItsModulesAndTheirLibraries() throws IOException {
        try (InputStream list = getClass().getResourceAsStream("/META-INF/sbom/application.cdx.json")) {
            JsonNode bill = JsonMapper.shared().readTree(list);

            assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
            assertThat(bill.path("components")
                            .valueStream()
                            .map(component -> component.path("name").asString()))
                    .contains(
                            "danmaku-frontend", "netty-handler", "lettuce-core", "kafka-clients", "mysql-connector-j");
        }
    }
}
