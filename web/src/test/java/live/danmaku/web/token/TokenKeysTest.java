package live.danmaku.web.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenKeysTest {

    @TempDir
    private Path folder;

    @Test
    void createIfMissing_noFile_makesOneThatOnlyItsOwnerReads() throws IOException {
        Path file = folder.resolve("keys").resolve("tokens.json");
        TokenKeys.createIfMissing(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(TokenKeys.load(file).signing().toByteArray()).hasSize(32);
    }

    @Test
    void createIfMissing_secondCall_keepsTheKey() throws IOException {
        Path file = folder.resolve("tokens.json");
        TokenKeys.createIfMissing(file);
        byte[] first = Files.readAllBytes(file);
        TokenKeys.createIfMissing(file);

        assertThat(file).hasBinaryContent(first);
    }

    @Test
    void createIfMissing_leftoverOfACrash_makesAWholeFile() throws IOException {
        Path file = folder.resolve("tokens.json");
        Files.writeString(folder.resolve("tokens.json.new"), "{\"keys\":[");
        TokenKeys.createIfMissing(file);

        assertThat(TokenKeys.load(file).signing().getKeyID()).isNotBlank();
        assertThat(folder.resolve("tokens.json.new")).doesNotExist();
    }

    @Test
    void createIfMissing_twoFolders_makesTwoKeys() {
        Path one = folder.resolve("one.json");
        Path two = folder.resolve("two.json");
        TokenKeys.createIfMissing(one);
        TokenKeys.createIfMissing(two);

        assertThat(TokenKeys.load(one).signing().toByteArray())
                .isNotEqualTo(TokenKeys.load(two).signing().toByteArray());
    }

    @Test
    void load_missingFile_saysWhichFileAndWhatIsExpected() {
        Path file = folder.resolve("nowhere.json");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenKeys.load(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("expected: a JWK set of HS256 keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr0\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"short\",\"k\":\"AyM1\"}]}"
            })
    void load_unusableFile_saysWhichFileAndWhatIsExpected(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), content);
        permit(file, "rw-r-----");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenKeys.load(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("expected: a JWK set of HS256 keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw-----w-"})
    void load_fileThatOthersCanRead_isRefused(String permissions) throws IOException {
        Path file = folder.resolve("tokens.json");
        TokenKeys.createIfMissing(file);
        permit(file, permissions);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenKeys.load(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(permissions);
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
