package consimt.relation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which marketing a wish or a message is about. An absent part means: any. {@link #ALL} is all of a business's
 * marketing.
 *
 * @param sender the business's own sender within the channel, such as the id of a WhatsApp number. A sender has a
 *     channel
 * @param topic a code of the business's own list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scope(
        @Nullable Channel channel,
        @Nullable String sender,
        @Nullable String topic) implements Comparable<Scope> {

    public static final Scope ALL = new Scope(null, null, null);

    /** In characters, so that the scopes of a relation stay small. */
    public static final int LONGEST_PART = 32;

    public static final Pattern SENDER = Pattern.compile("[A-Za-z0-9._:+@-]{1,32}");
    public static final Pattern TOPIC = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

    private static final String JOINT = "/";

    /** @throws IllegalArgumentException if a part has another form, or a sender has no channel */
    public Scope {
        boolean isRead =
                (sender == null || channel != null && SENDER.matcher(sender).matches())
                        && (topic == null || TOPIC.matcher(topic).matches());
        if (!isRead) {
            throw new IllegalArgumentException("a scope of another form");
        }
    }

    public static Scope of(Channel channel) {
        return new Scope(channel, null, null);
    }

    /** One number or account of the business. */
    public static Scope of(Channel channel, String sender) {
        return new Scope(channel, sender, null);
    }

    public static Scope ofTopic(String topic) {
        return new Scope(null, null, topic);
    }

    @JsonIgnore
    public boolean isAll() {
        return equals(ALL);
    }

    /** Whether each part of this scope is absent or equal to the other's. */
    public boolean covers(Scope other) {
        return (channel == null || channel == other.channel)
                && (sender == null || sender.equals(other.sender))
                && (topic == null || topic.equals(other.topic));
    }

    /** Whether one of the two covers the other. */
    public boolean isComparableWith(Scope other) {
        return covers(other) || other.covers(this);
    }

    /** Whether a part that both have differs. Then no message is in both scopes. */
    public boolean contradicts(Scope other) {
        return differ(channel, other.channel) || differ(sender, other.sender) || differ(topic, other.topic);
    }

    /** This scope with the other's parts where it has none. The two must not contradict each other. */
    public Scope with(Scope other) {
        return new Scope(
                channel == null ? other.channel : channel,
                sender == null ? other.sender : sender,
                topic == null ? other.topic : topic);
    }

    private static boolean differ(@Nullable Object one, @Nullable Object other) {
        return one != null && other != null && !one.equals(other);
    }

    /** As it is stored: {@code channel/sender/topic}. The text of {@link #ALL} is empty. */
    public String text() {
        return isAll()
                ? ""
                : String.join(
                        JOINT,
                        channel == null ? "" : channel.word(),
                        Objects.requireNonNullElse(sender, ""),
                        Objects.requireNonNullElse(topic, ""));
    }

    /** @throws IllegalArgumentException if the text is none of this release's */
    public static Scope of(String text) {
        if (text.isEmpty()) {
            return ALL;
        }
        String[] parts = text.split(JOINT, -1);
        if (parts.length != 3 || Stream.of(parts).allMatch(String::isEmpty)) {
            throw new IllegalArgumentException("a scope of another form");
        }
        return new Scope(
                parts[0].isEmpty()
                        ? null
                        : Channel.of(parts[0])
                                .orElseThrow(() -> new IllegalArgumentException("a channel of newer code")),
                parts[1].isEmpty() ? null : parts[1],
                parts[2].isEmpty() ? null : parts[2]);
    }

    @Override
    public int compareTo(Scope other) {
        return text().compareTo(other.text());
    }
}
