package live.danmaku.web.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.web.problem.ApiException;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;

class TokenVerifierTest {

    private final MovingClock clock = new MovingClock();
    private final TokenForge forge = new TokenForge(clock);

    private TokenKeys keys;
    private TokenSettings settings;
    private TokenVerifier verifier;

    @BeforeEach
    void makeKeys(@TempDir Path folder) {
        Path file = folder.resolve("tokens.json");
        TokenKeys.createIfMissing(file);
        keys = TokenKeys.load(file);
        settings = new TokenSettings(file, "danmaku", "danmaku", Duration.ofDays(31));
        verifier = new TokenVerifier(keys, settings, clock);
    }

    @Test
    void verify_goodToken_tellsWhoIsCalling() {
        Caller caller = verifier.verify(signed(forge.claims()));

        assertThat(caller)
                .isEqualTo(
                        new Caller(new Sender(new UserId("42"), "Mei"), "phone-1", Set.of(Role.HOST, Role.MODERATOR)));
    }

    @Test
    void verify_tokenOfTheIssuer_isGoodAtOnce() {
        Sender sender = new Sender(new UserId("7"), "Jo");
        String token = new TokenIssuer(keys, settings, clock).issue(sender, Set.of(Role.OPS), Duration.ofHours(1));

        assertThat(verifier.verify(token)).isEqualTo(new Caller(sender, null, Set.of(Role.OPS)));
    }

    @Test
    void verify_noNameNoDeviceNoRoles_isAPlainUserNamedByTheUid() {
        String token =
                signed(forge.claims().claim("name", null).claim("did", null).claim("roles", null));

        assertThat(verifier.verify(token)).isEqualTo(new Caller(new Sender(new UserId("42"), "42"), null, Set.of()));
    }

    @Test
    void verify_expiredWithinTheLeeway_isGood() {
        String token = signed(forge.claims());
        clock.advance(Duration.ofSeconds(3600 + 29));

        assertThat(verifier.verify(token).uid()).isEqualTo(new UserId("42"));
    }

    @Test
    void verify_expiredBeyondTheLeeway_isRefused() {
        String token = signed(forge.claims());
        clock.advance(Duration.ofSeconds(3600 + 31));

        refuses(token).withMessageContaining("Expired");
    }

    @Test
    void verify_rememberedToken_isRefusedOnceItHasExpired() {
        String token = signed(forge.claims());
        verifier.verify(token);
        clock.advance(Duration.ofSeconds(3600 + 31));

        refuses(token);
    }

    @Test
    void verify_noExpiry_isRefused() {
        refuses(signed(forge.claims().expirationTime(null))).withMessageContaining("exp");
    }

    @Test
    void verify_notYetValid_isRefusedUntilTheLeewayBegins() {
        String token =
                signed(forge.claims().notBeforeTime(Date.from(clock.instant().plusSeconds(60))));

        refuses(token);
        clock.advance(Duration.ofSeconds(31));
        assertThat(verifier.verify(token).uid()).isEqualTo(new UserId("42"));
    }

    @Test
    void verify_otherIssuer_isRefused() {
        refuses(signed(forge.claims().issuer("somebody"))).withMessageContaining("iss");
    }

    @Test
    void verify_otherAudience_isRefused() {
        refuses(signed(forge.claims().audience("another-service"))).withMessageContaining("aud");
    }

    @Test
    void verify_noAudience_isRefused() {
        refuses(signed(forge.claims().audience((String) null)));
    }

    @Test
    void verify_unknownKeyId_isRefusedThoughTheSecretIsRight() {
        refuses(TokenForge.sign(
                forge.claims().build(),
                JWSAlgorithm.HS256,
                "another-key",
                keys.signing().toByteArray()));
    }

    @Test
    void verify_otherSecretUnderAKnownKeyId_isRefused() {
        refuses(TokenForge.sign(
                forge.claims().build(), JWSAlgorithm.HS256, keys.signing().getKeyID(), new byte[32]));
    }

    @Test
    void verify_unsigned_isRefused() {
        refuses(new PlainJWT(forge.claims().build()).serialize());
    }

    @Test
    void verify_otherAlgorithmOfAKeyThatAllowsAny_isRefused(@TempDir Path folder) throws IOException {
        byte[] secret = new byte[64];
        Arrays.fill(secret, (byte) 7);
        Path file = Files.createFile(
                folder.resolve("by-hand.json"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file, "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k1\",\"k\":\"%s\"}]}".formatted(Base64URL.encode(secret)));
        verifier = new TokenVerifier(TokenKeys.load(file), settings, clock);
        JWTClaimsSet claims = forge.claims().build();

        assertThat(verifier.verify(TokenForge.sign(claims, JWSAlgorithm.HS256, "k1", secret))
                        .uid())
                .isEqualTo(new UserId("42"));
        refuses(TokenForge.sign(claims, JWSAlgorithm.HS384, "k1", secret));
        refuses(TokenForge.sign(claims, JWSAlgorithm.HS512, "k1", secret));
    }

    @Test
    void verify_claimsExchanged_isRefused() {
        String[] good = signed(forge.claims()).split("\\.", -1);
        String[] other = signed(forge.claims().subject("admin")).split("\\.", -1);

        refuses(good[0] + "." + other[1] + "." + good[2]);
    }

    @Test
    void verify_unknownRole_isRefusedByName() {
        refuses(signed(forge.claims().claim("roles", List.of("root")))).withMessageContaining("'root'");
    }

    @Test
    void verify_noSubject_isRefused() {
        refuses(signed(forge.claims().subject(null))).withMessageContaining("sub");
    }

    @Test
    void verify_subjectThatIsNoUid_isRefused() {
        refuses(signed(forge.claims().subject("two words"))).withMessageContaining("uid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "a.b.c", "..", "e30.e30.e30"})
    void verify_noTokenAtAll_isRefused(String text) {
        refuses(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!!", "****", "=", "==", "\n", "\u00e9", "."})
    void verify_goodTokenWithSomethingBehindIt_isRefused(String more) {
        String token = signed(forge.claims());
        verifier.verify(token);

        refuses(token + more);
    }

    @Test
    void verify_goodTokenInAnotherSpelling_isRefused() {
        String token = signed(forge.claims());
        char last = token.charAt(token.length() - 1);
        String[] parts = token.split("\\.", -1);

        // 32 bytes are 43 characters: of the last one two bits are unused.
        refuses(token.substring(0, token.length() - 1) + (char) (last + 1)).withMessageContaining("unused bits");
        refuses(parts[0] + "." + parts[1].substring(0, 8) + "*" + parts[1].substring(8) + "." + parts[2]);
        refuses(parts[0] + "." + parts[1] + ".").withMessageNotContaining(parts[1]);
        assertThat(verifier.verify(token).uid()).isEqualTo(new UserId("42"));
    }

    @Test
    void verify_tooLongToken_isRefused() {
        refuses(signed(forge.claims().claim("more", "x".repeat(2_048))))
                .withMessageContaining("expected: 2048 at most");
    }

    @Test
    void verify_validForLongerThanAllowed_isRefused() {
        Instant month = clock.instant().plus(Duration.ofDays(31));

        assertThat(verifier.verify(signed(forge.claims().expirationTime(Date.from(month))))
                        .uid())
                .isEqualTo(new UserId("42"));
        refuses(signed(forge.claims().expirationTime(Date.from(month.plusSeconds(31)))))
                .withMessageContaining("exp");
        refuses(signed(forge.claims().expirationTime(Date.from(Instant.parse("3000-01-01T00:00:00Z")))))
                .withMessageContaining("exp");
    }

    @Test
    void verify_issuedInTheFuture_isRefusedBeyondTheLeeway() {
        Instant now = clock.instant();

        assertThat(verifier.verify(signed(forge.claims().issueTime(Date.from(now.plusSeconds(30)))))
                        .uid())
                .isEqualTo(new UserId("42"));
        refuses(signed(forge.claims().issueTime(Date.from(now.plusSeconds(31)))))
                .withMessageContaining("iat");
    }

    @Test
    void verify_numberAsSubject_isRefused() {
        refuses(signed(forge.claims().claim("sub", 42))).withMessageContaining("sub");
    }

    @Test
    void verify_refusal_neverRepeatsTheToken() {
        String token = signed(forge.claims().issuer("somebody"));

        refuses(token)
                .satisfies(e -> assertThat(e.getMessage())
                        .doesNotContain(token.substring(0, 20))
                        .doesNotContain(token.substring(token.length() - 20)));
    }

    private String signed(JWTClaimsSet.Builder claims) {
        return TokenForge.sign(claims.build(), keys);
    }

    private ThrowableAssertAlternative<ApiException> refuses(String token) {
        return assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> verifier.verify(token))
                .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.UNAUTHORIZED))
                .withMessageContaining("(expected: a valid Bearer token)");
    }
}
