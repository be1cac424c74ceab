package live.danmaku.standalone.architecture.planted.frontend.room;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** A cache that counts its values, however large they are. */
final class KeepsByNumber {

    final Cache<String, String> texts = Caffeine.newBuilder().maximumSize(1_000).build();
}
