package live.danmaku.standalone.architecture.planted.processor.append;

import live.danmaku.standalone.architecture.planted.embedded.Engine;

/** A role that knows the embedded engines. */
public record StartsEngine(Engine engine) {}
