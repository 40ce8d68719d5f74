package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds what may be messages in lists that are not known, however deep in the value of a change: elements that name a
 * sender. Finds the person's settings there too. Each part of the value is visited once. An echo is what the business wrote, so nothing in one is a message.
 */
record UnknownLists(List<JsonNode> messages, List<JsonNode> preferences) {

    /** @param read the members of the value that are read otherwise */
    static UnknownLists in(JsonNode value, Set<String> read) {
        UnknownLists lists = new UnknownLists(new ArrayList<>(), new ArrayList<>());
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (!read.contains(member.getKey())) {
                lists.visit(member.getKey(), member.getValue());
            }
        }
        return lists;
    }

    static boolean isOfEchoes(String name) {
        return name.toLowerCase(Locale.ROOT).contains("echo");
    }

    private void visit(String name, JsonNode node) {
        // What is in a group is said to the group.
        if (isOfEchoes(name) || node.hasNonNull("group_id")) {
            return;
        }
        if (node.isObject()) {
            node.properties().forEach(member -> visit(member.getKey(), member.getValue()));
            return;
        }
        for (JsonNode element : node) {
            if (isMessage(element)) {
                messages.add(element);
            } else if (name.equals(PreferenceElement.LIST)) {
                preferences.add(element);
            } else {
                visit(name, element);
            }
        }
    }

    private static boolean isMessage(JsonNode element) {
        return element.path("from").isTextual() || element.path("from_user_id").isTextual();
    }

    /** Without the elements, which people wrote. */
    @Override
    public String toString() {
        return "unknown lists";
    }
}
