/**
 * Real Redis, Kafka and MySQL, started in the process tree of whoever asks.
 *
 * <p>All of them listen on 127.0.0.1 only, keep everything under one data folder, keep their data over a restart, and
 * never outlive the JVM that started them: Kafka runs inside it, the native programs hang on a {@link
 * live.danmaku.embedded.NativeProcess lifeline}. Meant for one machine and for tests; production uses engines that
 * exist already. Needs Linux or macOS, with {@code sh} and {@code tar}.
 */
@NullMarked
package live.danmaku.embedded;

import org.jspecify.annotations.NullMarked;
