package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.relation.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what may be messages in lists that are not known, however deep in the value of a change: elements that name a
 * sender. Each part of the value is visited once. An echo is what the business wrote, so nothing in one is a message.
 */
final class UnknownLists {

    private final List<JsonNode> messages = new ArrayList<>();

    private UnknownLists() {}

    /** @param read the members of the value that are read otherwise */
    static List<JsonNode> messagesIn(JsonNode value, Set<String> read) {
        UnknownLists lists = new UnknownLists();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (!read.contains(member.getKey())) {
                lists.visit(member.getKey(), member.getValue(), null);
            }
        }
        return lists.messages;
    }

    static boolean isOfEchoes(String name) {
        return name.toLowerCase(Locale.ROOT).contains("echo");
    }

    /** @param thread the person of the conversation that the node is a part of; null if it is not known */
    private void visit(String name, JsonNode node, @Nullable UserId thread) {
        if (isOfEchoes(name)) {
            return;
        }
        if (node.isObject()) {
            visitMembers(node, thread);
            return;
        }
        for (JsonNode element : node) {
            if (isMessage(element)) {
                add(element, thread);
            } else {
                visit(name, element, name.equals("threads") ? Person.id(element, "id") : thread);
            }
        }
    }

    /** What is in a group is said to the group. */
    private void visitMembers(JsonNode object, @Nullable UserId thread) {
        if (!object.hasNonNull("group_id")) {
            object.properties().forEach(member -> visit(member.getKey(), member.getValue(), thread));
        }
    }

    private static boolean isMessage(JsonNode element) {
        return element.path("from").isTextual() || element.path("from_user_id").isTextual();
    }

    private void add(JsonNode message, @Nullable UserId thread) {
        UserId sender = Person.id(message, "from");
        if (thread == null || sender == null || sender.equals(thread)) {
            messages.add(message);
        }
    }
}
