package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Lua file beside this class; its head says what its keys and arguments are. It runs by its SHA-1; a Redis that does
 * not know it yet (a new one, or a replica after a fail-over) is sent the text once.
 */
final class LuaScript {

    private static final Pattern INCLUDE = Pattern.compile("^-- INCLUDE (\\S+)\n", Pattern.MULTILINE);

    private final byte[] text;
    private final String sha1;

    private LuaScript(byte[] text) {
        this.text = text;
        this.sha1 = sha1Of(text);
    }

    /** @param file the file's name, such as {@code append.lua} */
    static LuaScript load(String file) {
        try (@Nullable InputStream in = LuaScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("script: '%s' (expected: a file beside LuaScript)".formatted(file));
            }
            return of(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A script with rules of its own in the place of its line {@code -- RULES}.
     *
     * @param rules the name of the file that holds them
     */
    static LuaScript load(String file, String rules) {
        return of(new String(load(file).text, UTF_8).replace("-- RULES\n", new String(load(rules).text, UTF_8)));
    }

    /** A line {@code -- INCLUDE <file>} stands for what that file holds. */
    static LuaScript of(String text) {
        Matcher include = INCLUDE.matcher(text);
        String whole =
                include.replaceAll(line -> Matcher.quoteReplacement(new String(load(line.group(1)).text, UTF_8)));
        return new LuaScript(whole.getBytes(UTF_8));
    }

    /** Runs where writes go. */
    <T> CompletionStage<T> run(
            RedisAsyncCommands<byte[], byte[]> redis, ScriptOutputType output, byte[][] keys, byte[]... arguments) {
        CompletionStage<T> first = redis.evalsha(sha1, output, keys, arguments);
        return orElse(first, () -> redis.eval(text, output, keys, arguments));
    }

    /** Runs a script that writes nothing. */
    <T> CompletionStage<T> read(
            RedisAsyncCommands<byte[], byte[]> redis, ScriptOutputType output, byte[][] keys, byte[]... arguments) {
        CompletionStage<T> first = redis.evalshaReadOnly(sha1, output, keys, arguments);
        return orElse(first, () -> redis.evalReadOnly(text, output, keys, arguments));
    }

    private static <T> CompletionStage<T> orElse(CompletionStage<T> first, Supplier<CompletionStage<T>> withText) {
        return first.handle((result, failure) -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause == null) {
                        return CompletableFuture.completedFuture(result);
                    }
                    return cause instanceof RedisNoScriptException
                            ? withText.get()
                            : CompletableFuture.<T>failedFuture(cause);
                })
                .thenCompose(stage -> stage);
    }

    private static String sha1Of(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
