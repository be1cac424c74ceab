package live.danmaku.standalone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The documented table of endpoints is what the program does. */
class EndpointTableTest {

    private static final Map<String, String> HANDLERS = new Handlers(new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("live.danmaku"))
            .admissions();

    @Test
    void table_hasEachHandlerWithItsAdmission() {
        assertThat(EndpointTable.rows()).containsExactlyInAnyOrderEntriesOf(HANDLERS);
    }

    @Test
    void handlers_ofOps_allAskForTheRole() {
        assertThat(HANDLERS.entrySet())
                .filteredOn(handler -> handler.getKey().contains(" /v1/ops/"))
                .hasSizeGreaterThan(10)
                .allSatisfy(handler -> assertThat(handler.getValue()).endsWith(" role"));
    }
}
