package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.whatsapp.envelope.Envelope.Ignored;
import consimt.whatsapp.envelope.Update.MessageReceived;
import consimt.whatsapp.envelope.Update.PreferenceChanged;
import consimt.whatsapp.envelope.Update.WebhookField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class Gathering {

    /** The lists that are read, in this order, with the field of a change in which each stands. */
    private static final List<ElementList> LISTS = List.of(
            new ElementList("messages", "", "messages", MessageElement::read),
            new ElementList("messages", "", "statuses", StatusElement::read),
            new ElementList("standby", "standby", "messages", MessageElement::read),
            new ElementList("standby", "standby", "statuses", StatusElement::read),
            new ElementList("standby", "standby", PreferenceElement.LIST, PreferenceElement::readStop),
            new ElementList("user_preferences", "", PreferenceElement.LIST, PreferenceElement::read),
            new ElementList("user_id_update", "", "user_id_update", IdentityElement::read));

    /** The fields without a list to read: a chat was handed over; the person's old messages, which are in threads. */
    private static final Set<String> WITHOUT_LISTS = Set.of("messaging_handovers", "history");

    private final Instant now;
    private final List<Update> updates = new ArrayList<>();
    private final Set<String> phoneNumberIds = new LinkedHashSet<>();
    private final Map<Ignored, Integer> ignored = new EnumMap<>(Ignored.class);

    Gathering(Instant now) {
        this.now = now;
    }

    Envelope envelope() {
        return new Envelope(updates, phoneNumberIds, ignored);
    }

    void entry(JsonNode entry) {
        JsonNode changes = entry.path("changes");
        if (!changes.isArray()) {
            ignore(Ignored.WRONG_FORM);
            return;
        }
        changes.forEach(this::change);
    }

    private void change(JsonNode node) {
        JsonNode value = node.path("value");
        String field = EnvelopeJson.text(node, "field");
        Change change = Change.of(value, WebhookField.of(field));
        if (change != null) {
            phoneNumberIds.add(change.phoneNumberId());
        }
        if (field == null || !value.isObject()) {
            ignore(Ignored.WRONG_FORM);
            return;
        }
        List<ElementList> lists =
                LISTS.stream().filter(list -> list.field.equals(field)).toList();
        if (lists.isEmpty()) {
            ignore(WITHOUT_LISTS.contains(field) ? Ignored.NOTHING_TO_RECORD : Ignored.UNKNOWN_FIELD);
        }
        lists.forEach(list -> elements(change, list.in(value), list.reading));
        if (change != null && !UnknownLists.isOfEchoes(field)) {
            Set<String> read = lists.stream().map(ElementList::member).collect(Collectors.toSet());
            UnknownLists unknown = UnknownLists.in(value, read);
            Change ofRefusals = change.ofUnknownList();
            unknown.messages().forEach(message -> takeRefusals(element(ofRefusals, message, MessageElement::read)));
            unknown.preferences().forEach(stop -> takeRefusals(element(ofRefusals, stop, PreferenceElement::readStop)));
        }
    }

    /** Takes what a person wrote, and how they stopped marketing, where nobody expects it. */
    private void takeRefusals(Element element) {
        element.updates().stream()
                .filter(update -> update instanceof MessageReceived || update instanceof PreferenceChanged)
                .forEach(updates::add);
        if (element.ignored() == Ignored.REFUSAL_OF_NOBODY) {
            ignore(Ignored.REFUSAL_OF_NOBODY);
        }
    }

    private void elements(@Nullable Change change, JsonNode elements, ElementReading reading) {
        if (elements.isArray() || elements.isMissingNode() || elements.isNull()) {
            elements.forEach(element -> take(element(change, element, reading)));
        } else {
            ignore(Ignored.WRONG_FORM);
        }
    }

    private Element element(@Nullable Change change, JsonNode element, ElementReading reading) {
        if (change == null) {
            return Element.ignored(Ignored.NO_BUSINESS);
        }
        if (!element.isObject()) {
            return Element.ignored(Ignored.WRONG_FORM);
        }
        return reading.read(change, element, Timestamp.of(element.path("timestamp"), now));
    }

    private void take(Element element) {
        updates.addAll(element.updates());
        if (element.ignored() != null) {
            ignore(element.ignored());
        }
    }

    private void ignore(Ignored why) {
        ignored.merge(why, 1, Integer::sum);
    }

    private interface ElementReading {

        Element read(Change change, JsonNode element, Timestamp time);
    }

    /** @param within the object in which the list stands; empty if it stands in the value itself */
    private record ElementList(String field, String within, String name, ElementReading reading) {

        JsonNode in(JsonNode value) {
            return (within.isEmpty() ? value : value.path(within)).path(name);
        }

        String member() {
            return within.isEmpty() ? name : within;
        }
    }

    record Element(List<Update> updates, @Nullable Ignored ignored) {

        static Element of(Update update) {
            return new Element(List.of(update), null);
        }

        static Element ignored(Ignored why) {
            return new Element(List.of(), why);
        }
    }

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
            return element.path("from").isTextual()
                    || element.path("from_user_id").isTextual();
        }

        /** Without the elements, which people wrote. */
        @Override
        public String toString() {
            return "unknown lists";
        }
    }
}
