package live.danmaku.model.route;

/** By which version of IP an address is reached. */
public enum AddressFamily {
    V4,
    V6
}
