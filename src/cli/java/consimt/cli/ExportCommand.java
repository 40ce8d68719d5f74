package consimt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what the people of a business wish, as a list that 'consimt import' takes.",
            "What is held is an opt-out in it.",
            "As the operator it has blocks too."
        },
        footer = {"", "  consimt export --business librarie -o librarie.csv"})
final class ExportCommand extends ListCommand {

    /** The columns of a list of one's own. */
    static final List<String> COLUMNS =
            List.of("userId", "also", "wish", "channel", "sender", "topic", "categories", "occurredAt", "proof");

    @Option(names = "--json-lines", description = "Write lines of JSON in place of a CSV.")
    private boolean isJsonLines;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where it goes; by default standard output.")
    private @Nullable Path out;

    ExportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException {
        Service service = service();
        ObjectNode asked =
                Service.JSON.createObjectNode().put("businessId", business).put("limit", 1_000);
        try (Output output = output(out);
                Progress progress = progress(-1)) {
            if (!isJsonLines) {
                output.row(COLUMNS);
            }
            service.pages("list-relations", asked, page -> {
                terminal.hasBegun().set(true);
                for (JsonNode relation : page.path("relations")) {
                    List<ObjectNode> wishes = new Wishes(relation).all();
                    progress.count("people", 1);
                    progress.count("wishes", wishes.size());
                    for (ObjectNode wish : wishes) {
                        write(wish, output);
                    }
                }
                progress.show(0, 0);
            });
            output.finish();
            return progress.finish();
        }
    }

    private void write(ObjectNode wish, Output output) throws IOException {
        if (isJsonLines) {
            COLUMNS.stream().filter(each -> !wish.has(each)).forEach(each -> wish.put(each, ""));
            output.write(wish + "\n");
        } else {
            output.row(COLUMNS.stream().map(each -> wish.path(each).asText("")).toList());
        }
    }

    /** What a person wishes. Elsewhere it allows no more than it does here. */
    private final class Wishes {

        /** As many other ids as a row of the functions may tell. */
        private static final int MOST_OTHERS = 4;

        private final JsonNode relation;
        private final List<ObjectNode> all = new ArrayList<>();

        Wishes(JsonNode relation) {
            this.relation = relation;
        }

        List<ObjectNode> all() {
            if (relation.path("blocked").asBoolean()) {
                add("BLOCK", relation.path("blockedSince"), relation);
            }
            if (relation.has("scopes")) {
                relation.path("scopes").forEach(each -> marketing(each, each.path("since"), each.path("scope")));
            } else {
                marketing(relation, relation.path("marketingSince"), relation);
            }
            relation.path("liftedOptOuts").forEach(each -> add("OPT_OUT", each.path("since"), each.path("scope")));
            relation.path("optedOutChannels").forEach(this::wholeChannel);
            if (relation.has("refusalSuspectedSince")) {
                add("OPT_OUT", relation.path("refusalSuspectedSince"), relation);
            }
            String conversation = relation.path("conversation").asText();
            if (conversation.equals("ACCEPTED")) {
                boolean isImplied = relation.path("basis").asText().equals("IMPLIED");
                yes(isImplied ? "MESSAGE_SENT" : "AGREED", relation.path("conversationSince"), relation);
            }
            // After a first contact the person decides, whatever is claimed. The list has the last of several refusals.
            // So a claim after the first might open elsewhere what it does not open here.
            if (!conversation.equals("CONTACTED")
                    && !relation.path("claimsTooLate").asBoolean()) {
                relation.path("claims").forEach(each -> {
                    String value = each.path("value").asText();
                    yes(value.equals("CONTINUE") ? "AGREED" : value, each.path("since"), each.path("scope"));
                });
            }
            return all;
        }

        private void wholeChannel(JsonNode no) {
            List<ObjectNode> ofChannel = all.stream()
                    .filter(row -> row.path("wish").asText().equals("OPT_OUT")
                            && row.path("channel").equals(no.path("channel")))
                    .toList();
            List<ObjectNode> refusals = ofChannel.isEmpty() ? List.of(add("OPT_OUT", no.path("since"), no)) : ofChannel;
            refusals.forEach(row -> row.put("categories", "ALL"));
        }

        private void marketing(JsonNode wished, JsonNode since, JsonNode scope) {
            switch (wished.path("marketing").asText()) {
                case "OPTED_OUT" -> add("OPT_OUT", since, scope);
                case "OPTED_IN" -> yes("OPT_IN", since, scope);
                default -> {}
            }
        }

        private void yes(String wish, JsonNode since, JsonNode scope) {
            add(wish, since, scope).put("proof", "by the export of " + business);
        }

        private ObjectNode add(String wish, JsonNode since, JsonNode scope) {
            ObjectNode row = Service.JSON.createObjectNode();
            row.put("userId", relation.path("userId").asText())
                    .put(
                            "also",
                            relation.path("alsoKnownAs")
                                    .valueStream()
                                    .map(JsonNode::asText)
                                    .limit(MOST_OTHERS)
                                    .collect(Collectors.joining("; ")))
                    .put("wish", wish)
                    .put("occurredAt", since.asText());
            for (String part : List.of("channel", "sender", "topic")) {
                if (scope.has(part)) {
                    row.put(part, scope.path(part).asText());
                }
            }
            all.add(row);
            return row;
        }
    }
}
