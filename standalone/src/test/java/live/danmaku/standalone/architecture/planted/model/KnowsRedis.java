package live.danmaku.standalone.architecture.planted.model;

import io.lettuce.core.RedisURI;

/** A model that is no longer made of the JDK alone, and Redis outside the adapters. */
public record KnowsRedis(RedisURI redis) {}
