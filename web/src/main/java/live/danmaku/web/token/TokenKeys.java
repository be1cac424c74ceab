package live.danmaku.web.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Set;
import java.util.UUID;

/** The keys that tokens are signed with, from a local file only. */
public final class TokenKeys {

    /** RFC 7518 asks for a key as long as the hash; a shorter one could be guessed. */
    private static final int LEAST_BITS = 256;

    private final JWKSet keys;

    private TokenKeys(JWKSet keys) {
        this.keys = keys;
    }

    /**
     * @throws IllegalArgumentException when the file is missing or holds no usable key; the text says which file
     */
    public static TokenKeys load(Path file) {
        try {
            JWKSet keys = JWKSet.parse(Files.readString(file));
            if (keys.getKeys().isEmpty() || !keys.getKeys().stream().allMatch(TokenKeys::isUsable)) {
                throw new ParseException(
                        "not only symmetric keys of %d bits or more, each with a kid".formatted(LEAST_BITS), 0);
            }
            return new TokenKeys(keys);
        } catch (IOException | ParseException e) {
            throw new IllegalArgumentException(
                    "token key file: %s cannot be used: %s (expected: a JWK set of HS256 keys)"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static boolean isUsable(JWK key) {
        return key instanceof OctetSequenceKey && key.getKeyID() != null && key.size() >= LEAST_BITS;
    }

    /** Makes a key file that only its owner may read, unless there is one. */
    public static void createIfMissing(Path file) {
        if (Files.exists(file)) {
            return;
        }
        try {
            OctetSequenceKey key = new OctetSequenceKeyGenerator(LEAST_BITS)
                    .keyID(UUID.randomUUID().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.HS256)
                    .generate();
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, new JWKSet(key).toString(false), StandardOpenOption.WRITE);
            Files.move(fresh, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK generates random keys", e);
        }
    }

    /** The key that signs. */
    public OctetSequenceKey signing() {
        return (OctetSequenceKey) keys.getKeys().get(0);
    }

    /** All that sign or once signed. */
    public JWKSet all() {
        return keys;
    }

    /** The only algorithms accepted, whatever a token's head says. */
    public static Set<JWSAlgorithm> algorithms() {
        return Set.of(JWSAlgorithm.HS256);
    }
}
