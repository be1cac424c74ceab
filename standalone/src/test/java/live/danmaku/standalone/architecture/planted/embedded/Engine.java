package live.danmaku.standalone.architecture.planted.embedded;

/** Stands for the engines' code. */
public record Engine(int port) {}
