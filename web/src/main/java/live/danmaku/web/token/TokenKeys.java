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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that tokens are signed with, from a local file only. */
public final class TokenKeys {

    /** RFC 7518 asks for a key as long as the hash; a shorter one could be guessed. */
    private static final int LEAST_BITS = 256;

    private static final Logger log = LoggerFactory.getLogger(TokenKeys.class);

    private final JWKSet keys;

    private TokenKeys(JWKSet keys) {
        this.keys = keys;
    }

    /**
     * @throws IllegalArgumentException when the file is missing, holds no usable key, or may be read by every user of
     *     this machine; the text says which file
     */
    public static TokenKeys load(Path file) {
        requirePrivate(file);
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

    /** Who reads the key makes tokens of any role. The group may read it: volumes with secrets are often mounted so. */
    private static void requirePrivate(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)
                    || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
                throw new IllegalArgumentException(
                        "token key file: %s has the permissions %s (expected: none for others, such as rw-------)"
                                .formatted(file, PosixFilePermissions.toString(permissions)));
            }
        } catch (UnsupportedOperationException | IOException e) {
            log.debug("the permissions of {} are not known: {}", file, e.toString());
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
