package live.danmaku.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * An engine's password: 192 random bits, made at its first start and kept in
 * {@code <data>/keys/<engine>-password}, which only its owner can read. An engine takes it from there at each start, so
 * that deleting the file makes a new one.
 */
final class EnginePassword {

    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** It stands in an SQL text, in a Redis configuration, in a URI and in a line of words. */
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    private EnginePassword() {}

    static Path file(Path dataFolder, EngineKind kind) {
        return dataFolder.resolve("keys").resolve(kind.word() + "-password");
    }

    /**
     * The password, made now if there is none.
     *
     * @throws EngineException when the file holds something else
     */
    static String of(Path dataFolder, EngineKind kind) {
        Path file = file(dataFolder, kind);
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[BYTES];
                RANDOM.nextBytes(random);
                Files.createDirectories(file.getParent());
                PrivateFile.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            }
            String password = Files.readString(file).strip();
            if (!SHAPE.matcher(password).matches()) {
                throw new EngineException(
                        "%s holds no password (expected: %s; a new one is made when the file is missing)"
                                .formatted(file, SHAPE));
            }
            return password;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + file, e);
        }
    }
}
