package live.danmaku.model.route;

/**
 * That the rules gave a client a long connection.
 *
 * @param subject as they judged it
 * @param rules the version of the rules; later ones may say something else
 */
public record Grant(RouteSubject subject, long rules) {}
