package live.danmaku.model.push;

import live.danmaku.model.DeviceId;
import live.danmaku.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Who has seen something: a user on a device. On another device it has not been seen.
 *
 * @param user null for somebody anonymous
 * @param device null where nobody knows
 */
public record Recipient(@Nullable UserId user, @Nullable DeviceId device) {}
