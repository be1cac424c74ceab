package live.danmaku.model;

/**
 * Who a person is; the {@code sub} of a token.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 _ - . : @}
 */
public record UserId(String value) {

    /** @throws IllegalArgumentException when the value is no user id; the text says the value and what is expected */
    public UserId {
        Ids.require("uid", value, "_-.:@");
    }

    @Override
    public String toString() {
        return value;
    }
}
