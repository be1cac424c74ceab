package live.danmaku.model;

/**
 * What makes a repeat harmless: a message is appended once per id, sender and timeline. Clients choose ids, so two
 * senders may have messages with the same.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 _ - . : ~ = + @}
 */
public record MessageId(String value) {

    /** @throws IllegalArgumentException when the value is no message id; the text says the value and what is expected */
    public MessageId {
        Ids.require("message id", value, "_-.:~=+@");
    }

    @Override
    public String toString() {
        return value;
    }
}
