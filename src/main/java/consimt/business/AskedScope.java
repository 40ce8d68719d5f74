package consimt.business;

import consimt.answer.Problem;
import consimt.form.Fields;
import consimt.form.Reading;
import consimt.form.Values;
import consimt.relation.Channel;
import consimt.relation.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scope as a caller gave it. Only the business's settings tell which of its senders and topics exist; one that does
 * not exist counts as left out.
 */
public record AskedScope(
        @Nullable Channel channel,
        @Nullable String sender,
        @Nullable String topic) {

    public static final String FIELD = "scope";

    public static final AskedScope ALL = new AskedScope(null, null, null);

    private static final String CHANNELS =
            Stream.of(Channel.values()).map(Channel::word).collect(Collectors.joining(", "));

    /** The parts that can be read. The problems of the others are noted. */
    public static Reading<AskedScope> reading() {
        return Values.partsOf(AskedScope::from);
    }

    private static AskedScope from(Fields in) {
        var channel = in.optional("channel", channelReading());
        var sender =
                in.optional("sender", Values.matching(Scope.SENDER, Scope.LONGEST_PART, "must be the id of a sender"));
        var topic =
                in.optional("topic", Values.matching(Scope.TOPIC, Scope.LONGEST_PART, "must be the code of a topic"));
        return new AskedScope(channel, sender, topic);
    }

    static Reading<Channel> channelReading() {
        return (value, at) -> {
            Channel channel = Channel.of(value.asText()).orElse(null);
            return channel == null ? at.problem(Problem.Code.UNKNOWN_VALUE, "must be one of " + CHANNELS) : channel;
        };
    }

    /** A scope that the business had when somebody named it. By now its settings may be others. */
    public static AskedScope of(Scope known) {
        return new AskedScope(known.channel(), known.sender(), known.topic());
    }

    public boolean needsSettings() {
        return sender != null || topic != null;
    }

    public Scope of(Business business) {
        boolean hasSender = hasSender(business);
        return new Scope(
                hasSender ? Channel.WHATSAPP : channel,
                hasSender ? sender : null,
                topic != null && business.topic(topic).isPresent() ? topic : null);
    }

    /** The problems of the parts that the business does not have. */
    public List<Problem> unknownTo(Business business) {
        List<Problem> problems = new ArrayList<>();
        if (sender != null && !hasSender(business)) {
            problems.add(unknown("sender", "is no sender of this business on this channel"));
        }
        if (topic != null && business.topic(topic).isEmpty()) {
            problems.add(unknown("topic", "is no topic of this business"));
        }
        return problems;
    }

    private static Problem unknown(String part, String what) {
        String field = FIELD + "." + part;
        return new Problem(field, Problem.Code.UNKNOWN_VALUE, field + " " + what);
    }

    private boolean hasSender(Business business) {
        return sender != null
                && (channel == null || channel == Channel.WHATSAPP)
                && business.senders().contains(sender);
    }
}
