package consimt.cli;

import consimt.answer.IdReader;
import consimt.cli.ListRows.ListRow;
import java.io.IOException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command about a list of what people wish. */
abstract class WishCommand extends ListCommand {

    @Option(
            names = "--map",
            split = ",",
            paramLabel = "PART=COLUMN",
            description = {
                "Where the parts of a wish stand, in a list of any other kind: user, also (the customer's other id),",
                "wish, at, channel, sender, topic, categories, proof. A constant has one more equals sign, as wish==OPT_OUT.",
                "Words of a column: 'wish=Status:stopped>OPT_OUT|yes>OPT_IN|new>'. The last is no wish."
            })
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(
            names = "--as",
            paramLabel = "KIND",
            description = "What list it is, as mailchimp-subscribed, whose every row without a Status is a yes.")
    private @Nullable String as;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = {
                "Of times that tell none, as Europe/Bucharest; by default the business's, by its settings.",
                "Where that is unknown, a refusal has the latest time on earth, and a yes the earliest."
            })
    private @Nullable ZoneId zone;

    @Option(
            names = "--proof",
            paramLabel = "TEXT",
            description = "Of each yes, where the list has none: where people gave it, and on which words.")
    private String proof = "";

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "Of each yes, where the list has no time: when people gave it.")
    private String at = "";

    WishCommand(Terminal terminal) {
        super(terminal);
    }

    List<Mapping> mappings() throws IOException {
        if (as != null && !map.isEmpty()) {
            throw new Trouble("--as and --map say the same; give one of them");
        }
        if (as != null) {
            return List.of(Mapping.named(as));
        }
        return map.isEmpty() ? Mapping.known() : List.of(Mapping.of(map));
    }

    /** That of times that tell none. Where nobody knows it, a refusal has the latest time and a yes the earliest. */
    ZoneId zone(Service service, boolean isYes) {
        if (zone != null) {
            return zone;
        }
        String ofBusiness = service.setting(business, "timeZone");
        return ZoneId.of(ofBusiness == null ? isYes ? "+14" : "-12" : ofBusiness);
    }

    /** What a row says, in no, one or several ways. */
    List<RowWish> wishes(ListRow row, Service service, IdReader ids, Predicate<String> isShared) {
        return RowWish.of(row, ids, isYes -> zone(service, isYes), Map.of("proof", proof, "at", at), isShared);
    }
}
